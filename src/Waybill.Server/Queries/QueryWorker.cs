using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Waybill.DuckDb;
using Waybill.Server.Cells;

namespace Waybill.Server.Queries;

/// <summary>
/// The other end of <see cref="WorkerProcess"/>: a process that runs one query of somebody's own and ends. It opens the database before it
/// is asked, and answers a query of no meaning to itself, so that nobody waits for either.
/// </summary>
public static class QueryWorker
{
    /// <summary>The argument that makes the program a worker.</summary>
    public const string Argument = "query-worker";

    /// <summary>Writes a line when it is ready, reads a request, writes a verdict and the answer.</summary>
    public static int Run(Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        OfferToTheKernel();
        using var database = DuckDbDatabase.Open(Options());
        using var connection = database.Connect();
        Rehearse(connection);
        output.Write("ready\n"u8);
        output.Flush();
        using var lines = new StreamReader(input, Encoding.UTF8);
        if (lines.ReadLine() is not { } line || JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerRequest) is not { } request)
        {
            return 0; // whoever started it needs it no more
        }

        EndWith(lines);
        try
        {
            Prepare(connection, request);
            Answer(connection, request, output);
        }
        catch (DuckDbException e)
        {
            WorkerJson.WriteLine(output, WorkerVerdict.Of(e));
        }

        return 0;
    }

    private static DuckDbOptions Options() => new()
    {
        Threads = Math.Max(1, Environment.ProcessorCount / 2),
        MemoryLimit = string.Create(CultureInfo.InvariantCulture, $"{Limits.SqlMemory}B"),
        TempDirectory = "", // what needs more memory ends, instead of filling the disk
    };

    // What runs for the first time is compiled first, which takes as long as many a query.
    private static void Rehearse(DuckDbConnection connection)
    {
        var text = JsonSerializer.Serialize(new WorkerRequest([], "select 'a' as name, count(*) from range(1)", "/", IsCsv: false, 1, 1_000), WorkerJson.Default.WorkerRequest);
        Answer(connection, JsonSerializer.Deserialize(text, WorkerJson.Default.WorkerRequest)!, Stream.Null); // not null: just written
    }

    // From here on only the lake's files can be read, and nothing can be set.
    private static void Prepare(DuckDbConnection connection, WorkerRequest request)
    {
        foreach (var statement in request.Setup)
        {
            connection.Execute(statement);
        }

        connection.Execute($"""
            set allowed_directories = [{Sql.Literal(request.Folder.TrimEnd('/') + "/")}];
            set enable_external_access = false;
            set lock_configuration = true
            """);
    }

    private static void Answer(DuckDbConnection connection, WorkerRequest request, Stream output)
    {
        var watch = Stopwatch.StartNew();
        using var result = connection.Query(request.Sql);
        if (!request.IsCsv)
        {
            var json = AnswerJson.Write(
                new AnswerHead(null, null), [.. result.Columns.Select(c => CellTypes.Column(c))], result, request.MaxRows, request.MaxBytes,
                () => watch.Elapsed.TotalSeconds);
            WorkerJson.WriteLine(output, WorkerVerdict.Fine);
            output.Write(json);
            return;
        }

        var text = new StringBuilder();
        AnswerCsv.Header(text, result);
        var rows = 0;
        for (var isFirst = true; rows < request.MaxRows && result.NextChunk(out var chunk); isFirst = false)
        {
            if (isFirst)
            {
                WorkerJson.WriteLine(output, WorkerVerdict.Fine);
            }

            rows += AnswerCsv.Rows(text, result, chunk, request.MaxRows - rows);
            output.Write(Encoding.UTF8.GetBytes(text.ToString()));
            text.Clear();
        }

        if (rows == 0)
        {
            WorkerJson.WriteLine(output, WorkerVerdict.Fine);
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    // A query cannot be asked to stop inside of a function, and a server that was killed cannot ask any more.
    private static void EndWith(StreamReader lines)
    {
        var watcher = new Thread(() =>
        {
            while (lines.Read() >= 0)
            {
            }

            Process.GetCurrentProcess().Kill();
        })
        { IsBackground = true };
        watcher.Start();
    }

    // Should memory run out before anybody notices, Linux is to end this process and no other.
    private static void OfferToTheKernel()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another system, or one that does not allow it.
        }
    }
}
