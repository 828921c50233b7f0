using System.CommandLine;
using Waybill.Cli.Configuration;
using Waybill.Cli.Live;
using Waybill.Cli.Simulate;
using Waybill.Connectors.Postgres;
using Waybill.Events;

namespace Waybill.Cli.Commands;

/// <summary>The options that say where a world's shop and its trucks' telemetry go.</summary>
internal sealed class ShopOptions
{
    private const string Files = "files";
    private const string Postgres = "postgres";
    private const string Kafka = "kafka";
    private const int LiveConnections = 64;
    private const int MostConnections = 1_000;

    private readonly Option<string?> _to = new("--to")
    {
        Description = "Where things go: files (landing), postgres (the shop's tables into a database) or kafka (telemetry also into a topic). [default: files]",
        HelpName = "TARGET",
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "The database: postgresql://user@host:5432/name; the password comes from PGPASSWORD or a password file.",
        HelpName = "ADDRESS",
    };

    private readonly Option<bool> _live = new("--live")
    {
        Description = "Write every transaction of the shop as one of its own, many at once, instead of whole days by COPY.",
    };

    private readonly Option<int?> _connections = new("--connections")
    {
        Description = $"Connections that write at the same time. [default: {LiveConnections} live, otherwise one for each core]",
        HelpName = "N",
    };

    private readonly Option<double?> _speed = new("--speed")
    {
        Description = "World seconds that pass in one second, with --live or --to kafka; 1 is real time. [default: as fast as it goes]",
        HelpName = "X",
    };

    private readonly Option<string?> _kafka = new("--kafka") { Description = "Brokers for --to kafka: host:port.", HelpName = "ADDRESS" };

    private readonly Option<string?> _topic = new("--topic")
    {
        Description = $"Topic for --to kafka. [default: {LiveSettings.DefaultTopic}]",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _to, _postgres, _live, _connections, _speed, _kafka, _topic })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The database, or null for files.</summary>
    /// <exception cref="WaybillException">Usage: options that do not go together, or a value that cannot be.</exception>
    public ShopTarget? Read(ParseResult parsed)
    {
        var target = parsed.GetValue(_to) ?? Files;
        var address = parsed.GetValue(_postgres);
        var live = parsed.GetValue(_live);
        if (target is not (Files or Postgres or Kafka))
        {
            throw Wrong($"'{target}' is not a place for data.", $"Use --to {Files}, --to {Postgres} or --to {Kafka}.");
        }

        if (target == Kafka)
        {
            return address is null && !live && parsed.GetValue(_connections) is null
                ? null
                : throw Wrong($"--postgres, --live and --connections are for --to {Postgres}.", "Leave them out.");
        }

        if (target == Files)
        {
            return address is null && !live && parsed.GetValue(_connections) is null && parsed.GetValue(_speed) is null
                ? null
                : throw Wrong($"--postgres, --live, --connections and --speed are for --to {Postgres}.", $"Add --to {Postgres}, or leave them out.");
        }

        if (address is null)
        {
            throw Wrong($"--to {Postgres} needs the address of a database.", "Add --postgres postgresql://user@host:5432/database.");
        }

        var speed = parsed.GetValue(_speed);
        if (speed is not null && (!live || !(speed > 0) || double.IsInfinity(speed.Value)))
        {
            throw Wrong(live ? $"--speed {speed} is not possible." : "--speed is for --live.",
                live ? "Use a number above 0: 1 is real time, 3600 an hour in a second." : "Add --live, or leave --speed out.");
        }

        var connections = parsed.GetValue(_connections) ?? (live ? LiveConnections : Environment.ProcessorCount);
        return connections is > 0 and <= MostConnections
            ? new ShopTarget(PostgresDatabase.Parse(address), live, connections, speed, TimeProvider.System)
            : throw Wrong($"--connections {connections} is not possible.", $"Use 1 to {MostConnections}, and no more than the server's max_connections.");
    }

    /// <summary>The topic into which telemetry is published as well, or null.</summary>
    /// <exception cref="WaybillException">Usage: options that do not go together, or a value that cannot be.</exception>
    public TelemetryTarget? ReadTelemetry(ParseResult parsed, LiveSection section)
    {
        if (parsed.GetValue(_to) != Kafka)
        {
            return parsed.GetValue(_kafka) is null && parsed.GetValue(_topic) is null
                ? null
                : throw Wrong($"--kafka and --topic are for --to {Kafka}.", $"Add --to {Kafka}, or leave them out.");
        }

        var speed = parsed.GetValue(_speed);
        if (speed is not null && (!(speed > 0) || double.IsInfinity(speed.Value)))
        {
            throw Wrong($"--speed {speed} is not possible.", "Use a number above 0: 1 is real time, 3600 an hour in a second.");
        }

        var settings = LiveSettings.Kafka(section, parsed.GetValue(_kafka), parsed.GetValue(_topic), group: null);
        return settings is not null
            ? new TelemetryTarget(settings, speed, TimeProvider.System)
            : throw Wrong($"--to {Kafka} needs the address of a broker.", "Add --kafka host:9092.");
    }

    private static WaybillException Wrong(string message, string advice) => new(WaybillErrorKind.Usage, message, advice);
}
