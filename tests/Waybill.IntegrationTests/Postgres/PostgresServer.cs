using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Waybill.IntegrationTests.Postgres;

/// <summary>A PostgreSQL server in a temporary folder on a free port of this machine; it goes with the tests that share it.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string Installed = "/usr/lib/postgresql";

    private readonly string? _folder;
    private readonly string _bin = "";
    private readonly string _settings;

    public PostgresServer()
        : this("")
    {
    }

    /// <param name="settings">Options of the server: <c>-c name=value …</c></param>
    internal PostgresServer(string settings)
    {
        _settings = settings;
        if (Binaries() is not { } bin)
        {
            return;
        }

        _bin = bin;
        _folder = Directory.CreateTempSubdirectory("waybill-pg-").FullName;
        Port = FreePort.Find();
        if (IsRoot)
        {
            // The server refuses to run as root; Debian's user of this name owns its files instead.
            Run("chown", "postgres", _folder);
        }

        Tool("initdb", "-D", Data, "-U", "waybill", "-A", "trust", "--no-sync");
        Start();
    }

    public int Port { get; }

    /// <summary>False where there is no PostgreSQL; whoever asks for an address then skips the test.</summary>
    public bool IsInstalled => _folder is not null;

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder ?? "", "data");

    /// <summary>The address of a table, as the command line takes it.</summary>
    public string AddressOf(string table) => DatabaseAddress("postgres") + "/" + table;

    /// <summary>The address of a database, as the command line takes it.</summary>
    public string DatabaseAddress(string database, string user = "waybill")
    {
        Require();
        return string.Create(CultureInfo.InvariantCulture, $"postgresql://{user}@127.0.0.1:{Port}/{database}");
    }

    /// <summary>How Npgsql reaches a database.</summary>
    public string ConnectionString(string database)
    {
        Require();
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=waybill;Database={database};Timezone=UTC");
    }

    /// <summary>Lets a user in by password only.</summary>
    public void DemandPassword(string user)
    {
        var file = Path.Combine(Data, "pg_hba.conf");
        File.WriteAllText(file, $"host all {user} 127.0.0.1/32 scram-sha-256\n{File.ReadAllText(file)}");
        Execute("select pg_reload_conf()");
    }

    /// <summary>Runs SQL with psql; files are read by the test, not by the server.</summary>
    public void Execute(string sql) => Tool("psql", "-h", "127.0.0.1",
        "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "waybill", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-c", sql);

    /// <summary>Starts the server, after <see cref="Stop"/>, as one that was restored from an archive: its history goes another way from here on.</summary>
    public void StartRestored()
    {
        File.WriteAllText(Path.Combine(Data, "recovery.signal"), "");
        Start("-c restore_command=false");
    }

    /// <summary>Starts the server again, after <see cref="Stop"/>.</summary>
    public void Start() => Start("");

    /// <summary>Stops the server: <c>fast</c> lets it write what it holds in memory, <c>immediate</c> is a crash.</summary>
    public void Stop(string mode = "immediate") => Tool("pg_ctl", "-D", Data, "-w", "-m", mode, "stop");

    public void Dispose()
    {
        if (_folder is not null)
        {
            Stop();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private void Require()
    {
        if (_folder is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL is not installed (Debian: apt-get install postgresql).");
            Assert.Fail("PostgreSQL is not installed, and CI must not skip.");
        }
    }

    private static string? Binaries() => Directory.Exists(Installed)
        ? Directory.GetDirectories(Installed).Select(d => Path.Combine(d, "bin")).Where(b => File.Exists(Path.Combine(b, "initdb")))
            .OrderDescending(StringComparer.Ordinal).FirstOrDefault()
        : null;

    private void Start(string more) => Tool("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder ?? "", "log"),
        "-o", string.Create(CultureInfo.InvariantCulture, $"-c listen_addresses=127.0.0.1 -p {Port} -k {_folder} -c fsync=off {_settings} {more}"), "start");

    private void Tool(string name, params string[] arguments)
    {
        var tool = Path.Combine(_bin, name);
        if (IsRoot)
        {
            Run("runuser", ["-u", "postgres", "--", tool, .. arguments]);
        }
        else
        {
            Run(tool, arguments);
        }
    }

    // A server that was started keeps the streams of whoever started it, so output goes to a file.
    private static void Run(string program, params string[] arguments)
    {
        var quoted = string.Join(' ', arguments.Prepend(program).Select(a => $"'{a.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        var output = Path.GetTempFileName();
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{quoted} > '{output}' 2>&1"]) { WorkingDirectory = "/" })
            ?? throw new InvalidOperationException("sh did not start");
        process.WaitForExit();
        var said = File.ReadAllText(output);
        File.Delete(output);
        Assert.True(process.ExitCode == 0, $"{quoted} gave {process.ExitCode}: {said}");
    }
}
