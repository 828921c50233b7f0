using System.Globalization;
using Waybill.Pipeline.Runs;
using Waybill.Tests.Pipeline.Factory;
using Xunit;

namespace Waybill.Tests.Pipeline;

public sealed class RejectTests
{
    [Fact]
    public void A_file_of_garbage_goes_to_quarantine_line_by_line()
    {
        using var door = new FolderDoor();
        using var pipeline = new TestPipeline(door: door);
        var lines = Enumerable.Range(2, 5000).Select(i => string.Create(CultureInfo.InvariantCulture, $"no row {i} 'ß'"));
        door.Land("logistics/logistics_updates_20260103_060000.csv", string.Join('\n', lines.Prepend("order_id,status,status_timestamp,source_seq")) + "\n");

        var step = Assert.Single(pipeline.Run(select: ["bronze.logistics"]), s => s.Action == StepAction.Ingested);

        Assert.Equal((0, 5000), (step.RowsAdded, step.Quarantined));
        Assert.Equal(5000, pipeline.Scalar<long>("""
            select count(*) from quarantine.bronze_logistics
            where decode(_raw) = 'no row ' || _line || ' ''ß''' and landed_date = cast(_landed_at as date) and _rule is not null and _detail is not null
            """));
        Assert.Equal("2..5001 2026-01-03", pipeline.Scalar<string>(
            "select min(_line) || '..' || max(_line) || ' ' || max(landed_date) from quarantine.bronze_logistics"));
    }
}
