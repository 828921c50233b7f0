using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Spec;

/// <summary>Vectors of the specification, appendix B.</summary>
public sealed class BucketTransformTests
{
    [Fact]
    public void Hashes_are_those_of_the_specification()
    {
        Assert.Equal(2017239379, BucketTransform.Hash(34));
        Assert.Equal(2017239379, BucketTransform.Hash(34L));
        Assert.Equal(-500754589, BucketTransform.Hash((Int128)1420));
        Assert.Equal(-653330422, BucketTransform.Hash(Days(2017, 11, 16)));
        Assert.Equal(-662762989, BucketTransform.Hash(((22L * 3600) + (31 * 60) + 8) * 1_000_000));
        Assert.Equal(-2047944441, BucketTransform.Hash(new DateTime(2017, 11, 16, 22, 31, 8, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).Ticks / 10));
        Assert.Equal(1210000089, BucketTransform.Hash("iceberg"));
        Assert.Equal(1488055340, BucketTransform.Hash(Guid.Parse("f79c3e09-677c-4bbd-a479-3f349cb785e7")));
        Assert.Equal(-188683207, BucketTransform.Hash(new byte[] { 0, 1, 2, 3 }));
    }

    [Fact]
    public void Buckets_are_never_negative_and_null_stays_null()
    {
        var bucket = Transform.Bucket(16);

        Assert.Equal((BucketTransform.Hash((Int128)1420) & int.MaxValue) % 16, bucket.Apply(PrimitiveType.Decimal(9, 2), (Int128)1420));
        Assert.Null(bucket.Apply(PrimitiveType.Text, null));
        Assert.All(Enumerable.Range(-500, 1000), i => Assert.InRange((int)bucket.Apply(PrimitiveType.Int, i)!, 0, 15));
    }

    [Theory]
    [InlineData("bucket[16]")]
    [InlineData("truncate[4]")]
    [InlineData("identity")]
    [InlineData("year")]
    [InlineData("month")]
    [InlineData("day")]
    [InlineData("hour")]
    [InlineData("void")]
    public void Every_transform_is_read_from_its_own_text(string text) => Assert.Equal(text, Transform.Parse(text).ToString());

    private static int Days(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
}
