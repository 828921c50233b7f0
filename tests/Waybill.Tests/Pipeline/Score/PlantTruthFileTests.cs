using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Pipeline;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Score;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Pipeline.Score;

/// <summary>Truth files that another generator wrote, some of them damaged.</summary>
public sealed class PlantTruthFileTests : IDisposable
{
    private const string Whole = """
        {"date": "2026-03-01", "total_batches": 3,
         "by_machine": {"SMELTER-01": {"batches": 2, "units_produced": 150, "units_defective": 3, "energy_consumed_kwh": 18.5},
                        "ASSEMBLER-01": {"batches": 1, "units_produced": 40, "units_defective": 1, "energy_consumed_kwh": 3.2}},
         "by_product": {"iron_plate": {"batches": 2, "units_produced": 150, "units_defective": 3},
                        "gear_wheel": {"batches": 1, "units_produced": 40, "units_defective": 1}},
         "factory_totals": {"units_produced": 190, "units_defective": 4, "energy_consumed_kwh": 21.7}}
        """;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("\"SMELTER-01\": {\"batches\": 2, \"units_produced\": 150, \"units_defective\": 3, \"energy_consumed_kwh\": 18.5},", "", "by_machine adds up to 1 batches, but total_batches says 3")]
    [InlineData("\"energy_consumed_kwh\": 3.2", "\"energy\": 3.2", "by_machine.ASSEMBLER-01.energy_consumed_kwh is missing")]
    [InlineData("\"by_product\"", "\"products\"", "by_product is missing")]
    [InlineData("2026-03-01", "2026-03-02", "date says 2026-03-02, but the folder is 2026-03-01")]
    [InlineData("\"total_batches\": 3,", "\"total_batches\": 3,,", "line 1")]
    public void A_damaged_file_is_named_with_its_place(string what, string instead, string message)
    {
        var file = Write(Whole.Replace(what, instead, StringComparison.Ordinal));

        var error = Assert.Throws<PipelineException>(Verify);

        Assert.Equal(PipelineErrorKind.BadTruth, error.Kind);
        Assert.Contains(file, error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_file_that_is_cut_is_named_with_its_line()
    {
        var file = Write(Whole[..200]);

        var error = Assert.Throws<PipelineException>(Verify);

        Assert.Contains(file + ", line", error.Message);
    }

    [Fact]
    public void A_folder_without_any_truth_says_what_a_truth_is()
    {
        var error = Assert.Throws<PipelineException>(Verify);

        Assert.Equal(PipelineErrorKind.NotFound, error.Kind);
        Assert.Contains("truth.json", error.Advice);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string text) => _folder.Write("truth/2026-03-01/truth.json", text);

    private void Verify()
    {
        using var database = DuckDbDatabase.Open();
        new Scorer(new DirectoryCatalog(Path.Combine(_folder.Path, "lake")), ModelLibrary.Load(Repository.PathOf("models")), database)
            .Verify(Path.Combine(_folder.Path, "truth"), new ScoreOptions());
    }
}
