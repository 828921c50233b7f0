using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Landing;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;
using Waybill.Tests.House;

namespace Waybill.Tests.Pipeline;

/// <summary>The real models over a lake in a temporary folder, fed by the test.</summary>
internal sealed class TestPipeline : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _models;
    private readonly ILandingDoor _door;
    private long _clock = 1_767_225_600_000_000;

    public TestPipeline(string? models = null, ICommitProbe? probe = null, ILandingDoor? door = null)
    {
        _door = door ?? Door;
        _models = models ?? Repository.PathOf("models");
        Catalog = new DirectoryCatalog(Path.Combine(_folder.Path, "lake"), probe);
    }

    public TestDoor Door { get; } = new();

    public DirectoryCatalog Catalog { get; private set; }

    public IReadOnlyList<StepResult> Run(bool fullRefresh = false, int threads = 2, params string[] select)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = threads });
        var runner = new PipelineRunner(Catalog, ModelLibrary.Load(_models), database, _door, threads);
        _clock += 3_600_000_000;
        return runner.Run(new RunRequest { ClockMicros = _clock, RunId = "test", FullRefresh = fullRefresh, Select = select });
    }

    public T Scalar<T>(string sql)
    {
        using var query = LakeQuery.Open(Catalog, library: null);
        return query.Connection.Scalar<T>(sql);
    }

    /// <summary>Rows and a hash of the content of every table of a layer, whatever the order of rows and files.</summary>
    public IReadOnlyList<string> Contents(string layer)
    {
        using var query = LakeQuery.Open(Catalog, library: null);
        return
        [
            .. Catalog.List(layer).Select(t => t + " " + query.Connection.Scalar<string>(
                $"select count(*) || ' ' || coalesce(bit_xor(hash(r)), 0) || ' ' || coalesce(sum(hash(r) % 1000003), 0) from {t} as r")),
        ];
    }

    public void Dispose() => _folder.Dispose();
}
