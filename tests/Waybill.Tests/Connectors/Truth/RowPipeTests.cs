using FsCheck;
using FsCheck.Fluent;
using Waybill.Connectors.Truth;
using Xunit;

namespace Waybill.Tests.Connectors.Truth;

public sealed class RowPipeTests
{
    [Fact]
    public void Rows_come_out_in_order_and_all_of_them() =>
        Prop.ForAll(Gen.Choose(0, 500).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (rows, batch) =>
        {
            var pipe = new RowPipe<int>(batch);
            Task writing = Task.Run(() =>
            {
                for (int i = 0; i < rows; i++)
                {
                    pipe.Write(i);
                }

                pipe.Complete();
            });
            var read = new List<int>();
            for (int[] part; (part = pipe.Read().ToArray()).Length > 0; pipe.Release())
            {
                read.AddRange(part);
            }

            writing.Wait();
            Assert.Equal(Enumerable.Range(0, rows), read);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reader_that_fails_stops_the_writer()
    {
        var pipe = new RowPipe<int>(1);
        pipe.Fail(new IOException("disk"));

        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                pipe.Write(i);
            }
        });
        Assert.IsType<IOException>(error.InnerException);
    }

    [Fact]
    public void A_writer_that_fails_stops_the_reader()
    {
        var pipe = new RowPipe<int>(10);
        pipe.Write(1);
        pipe.Fail(new OperationCanceledException());

        Assert.Throws<InvalidOperationException>(() => pipe.Read());
    }
}
