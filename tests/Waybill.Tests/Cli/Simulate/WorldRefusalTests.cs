using System.Buffers.Binary;
using Waybill.Cli.Simulate;
using Waybill.Events;
using Waybill.Events.Hashing;
using Waybill.Sim;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class WorldRefusalTests : IDisposable
{
    private readonly SmallWorld _world = new();

    public static TheoryData<string> Differences { get; } = ["seed", "scale", "faults", "cells", "start", "truth", "scenario"];

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_world_is_not_continued_as_another_one(string what)
    {
        _world.Run(options => options with { Days = 1 });
        SortedDictionary<string, string> before = _world.Files();

        var error = Assert.Throws<WaybillException>(() => _world.Run(options => what switch
        {
            "seed" => options with { Seed = 7 },
            "scale" => options with { Scale = 1 },
            "faults" => options with { Faults = "light" },
            "cells" => options with { Cells = new CellRange(0, 0) },
            "start" => options with { StartDate = new DateOnly(2026, 1, 2) },
            "truth" => options with { Truth = TruthLevel.Full },
            _ => options with { Scenario = "normal_day" },
        }));

        Assert.Equal(WaybillErrorKind.Usage, error.Kind);
        Assert.Contains("The world of this workspace has", error.Message);
        Assert.Contains("--workspace", error.Advice);
        Assert.Equal(before, _world.Files());
    }

    [Fact]
    public void A_world_goes_on_without_being_told_again_what_it_is()
    {
        using var told = new SmallWorld();
        told.Run(options => options with { Days = 2 });
        _world.Run(options => options with { Days = 1 });

        SimulateJob.Run(_world.Root, new SimulateOptions());

        Assert.Equal(told.Files(), _world.Files());
    }

    [Fact]
    public void A_newer_world_is_left_alone()
    {
        _world.Run(options => options with { Days = 1 });
        string file = Path.Combine(_world.Root, "state/world/world.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\": 2", "\"format\": 3", StringComparison.Ordinal));

        var error = Assert.Throws<WaybillException>(() => _world.Run());

        Assert.Equal(WaybillErrorKind.NewerVersion, error.Kind);
        Assert.Contains("has format 3", error.Message);
    }

    [Theory]
    [InlineData("state/world/world.json", "\"next_day\": \"2026-01-02\"", "\"next_day\": \"2026-01-03\"")]
    [InlineData("state/world/world.json", "{", "{{")]
    [InlineData("state/world/scenario.yaml", "orders_per_cell_day: 60", "orders_per_cell_day: 61")]
    public void A_world_that_somebody_changed_is_refused(string path, string old, string changed)
    {
        _world.Run(options => options with { Days = 1 });
        string file = Path.Combine(_world.Root, path);
        File.WriteAllText(file, File.ReadAllText(file).Replace(old, changed, StringComparison.Ordinal));

        Assert.Throws<WaybillException>(() => _world.Run());
    }

    [Fact]
    public void A_flipped_bit_in_the_cells_states_is_noticed()
    {
        _world.Run(options => options with { Days = 1 });
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_world.Root, "state/world"), "cells-*.bin"));
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(file, bytes);

        var error = Assert.Throws<WaybillException>(() => _world.Run());

        Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
        Assert.Contains(file, error.Message);
    }

    [Fact]
    public void Cells_states_of_an_older_program_are_left_alone()
    {
        _world.Run(options => options with { Days = 1 });
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_world.Root, "state/world"), "cells-*.bin"));
        byte[] bytes = File.ReadAllBytes(file);
        "WBCELLS1"u8.CopyTo(bytes);
        File.WriteAllBytes(file, bytes);

        var error = Assert.Throws<WaybillException>(() => _world.Run());

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("older", error.Message);
    }

    [Fact]
    public void A_world_whose_states_have_the_checksums_of_before_goes_on()
    {
        using var other = new SmallWorld();
        other.Run();
        _world.Run(options => options with { Days = 2 });
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_world.Root, "state/world"), "cells-*.bin"));
        byte[] bytes = File.ReadAllBytes(file);
        "WBCELLS2"u8.CopyTo(bytes);
        for (int at = 8; at < bytes.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 8), XxHash64.Hash(bytes.AsSpan(at + 16, length)));
            at += 16 + length;
        }

        File.WriteAllBytes(file, bytes);
        _world.Run(options => options with { Days = 1 });

        Assert.Equal(other.Files(), _world.Files());
    }

    [Fact]
    public void Two_runs_at_once_are_refused_and_the_first_one_finishes()
    {
        WaybillException? second = null;

        _world.Run(options => options with
        {
            Progress = _ => second ??= Assert.Throws<WaybillException>(() => _world.Run()),
        });

        Assert.Equal(WaybillErrorKind.Busy, second?.Kind);
        Assert.True(second?.IsRetryable);
    }

    [Theory]
    [InlineData("0.3")]
    [InlineData("0")]
    [InlineData("2500.25")]
    public void Scales_that_are_no_number_of_cells_are_refused(string scale) => Assert.Equal(
        WaybillErrorKind.Usage,
        Assert.Throws<WaybillException>(() => _world.Run(options => options with { Scale = decimal.Parse(scale) })).Kind);

    [Fact]
    public void Cells_outside_the_world_are_refused()
    {
        var error = Assert.Throws<WaybillException>(() => _world.Run(options => options with { Cells = new CellRange(1, 2) }));

        Assert.Contains("scale 0.5 has cells 0-1", error.Message);
    }

    [Fact]
    public void An_unknown_preset_or_scenario_is_answered_with_the_nearest_one()
    {
        Assert.Contains(
            "'messy'", Assert.Throws<WaybillException>(() => _world.Run(options => options with { Faults = "mesy" })).Advice);
        Assert.Contains(
            "'normal_day'", Assert.Throws<WaybillException>(() => _world.Run(options => options with { Scenario = "norml_day" })).Advice);
    }

    [Fact]
    public void A_workspace_that_cannot_be_written_says_so()
    {
        string file = Path.Combine(_world.Root, "a_file");
        File.WriteAllText(file, "");

        var error = Assert.Throws<WaybillException>(() => SimulateJob.Run(file, _world.Options));

        Assert.Equal(WaybillErrorKind.Storage, error.Kind);
        Assert.Contains(file, error.Message);
    }

    public void Dispose() => _world.Dispose();
}
