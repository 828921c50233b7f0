using System.Globalization;
using System.Text;
using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;
using Waybill.Events.Feeds;
using Waybill.Events.Hashing;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;
using Waybill.Events.Ledger;
using Waybill.Tests.Cli.Simulate;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Cli.Running;

/// <summary>
/// Whatever breaks in whatever mixture: every line that landed is in bronze or in its quarantine, and every row of bronze is in silver or
/// in its quarantine, itself or as another row of the same record.
/// </summary>
public sealed class NothingVanishesTests
{
    private static readonly (string Bronze, string Silver)[] Tables =
    [
        ("sales", "orders"), ("logistics", "order_status_events"), ("production_batches", "production_batches"),
        ("sensor_logs", "sensor_logs"), ("qc_checks", "qc_checks"), ("operator_logs", "operator_logs"),
    ];

    // WAYBILL_FAULT_PLANS=1000 tries as many plans, 70-80 those between; the few of every day keep the suite short.
    private static (int From, int To) Plans
    {
        get
        {
            var parts = (Environment.GetEnvironmentVariable("WAYBILL_FAULT_PLANS") ?? "3").Split('-');
            return (parts.Length == 2 ? int.Parse(parts[0], CultureInfo.InvariantCulture) : 1, int.Parse(parts[^1], CultureInfo.InvariantCulture));
        }
    }

    [Fact, Long]
    public void Every_landed_line_is_accounted_for_under_random_fault_plans()
    {
        for (var seed = Plans.From; seed <= Plans.To; seed++)
        {
            var plan = RandomPlan(seed);
            using var world = new SmallWorld(plan);
            world.Run(options => options with { Days = 2, Scale = 0.25m, Seed = (ulong)seed });

            Refine(world.Root);

            Assert.True(Missing(world.Root) is var missing && missing.Count == 0, $"plan {seed}:\n{plan}\n{string.Join('\n', missing.Take(5))}");
        }
    }

    private static string RandomPlan(int seed)
    {
        var state = ((ulong)seed * 0x9E3779B97F4A7C15) + 1;
        var text = new StringBuilder($$"""
            name: random
            demand: {orders_per_cell_day: 40, customers_per_cell: 50}
            fulfilment: {lead_time_scale: 0.03, cancelled_share: 0.05}
            faults:
              preset: {{Pick("none", "light", "messy", "hostile")}}
              kinds:

            """);
        foreach (var kind in Enum.GetValues<FaultKind>().Where(_ => Next(3) == 0))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"    - {{kind: {FaultKinds.Name(kind)}, rate: 0.{Next(30):D2}, shape: {Pick("independent", "burst", "source")}, active: 0.{1 + Next(9)}, from_day: {Next(2)}}}\n");
        }

        return text.Append("    - {kind: late, rate: 0.1}\n").ToString();

        string Pick(params string[] choices) => choices[Next(choices.Length)];

        // SplitMix64 (Steele, Lea, Flood 2014): a failing plan can be made again from its number.
        int Next(int limit)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)limit);
        }
    }

    private static void Refine(string root)
    {
        var record = new RunJob(Workspace.Open(root), new RunJobOptions { ModelsFolder = Repository.PathOf("models"), Select = ["+silver"], Threads = 2 })
            .Run(new NoProgress(), CancellationToken.None);
        Assert.True(record.Succeeded);
    }

    private static List<string> Missing(string root)
    {
        using var query = LakeQuery.Open(new DirectoryCatalog(Path.Combine(root, "lake")), library: null);
        var missing = LandedLines(root).Except(query.Connection.List<string>(string.Join(" union ", Tables.SelectMany(t =>
            new[] { "bronze." + t.Bronze, "quarantine.bronze_" + t.Bronze }).Select(t => $"select _file || ':' || _line from {t}")))).ToList();
        foreach (var (bronze, silver) in Tables)
        {
            // A number that was cut off with its file makes no other record of a row that says the same.
            var cells = FeedCatalogue.Find(bronze)!.Columns.Select(c => c.Name).Where(c => c != "source_seq");
            var same = string.Join(" and ", cells.Select(c => $"kept.{c} is not distinct from landed.{c}"));
            missing.AddRange(query.Connection.List<string>($"""
                select 'not in silver: ' || landed._file || ':' || landed._line
                from bronze.{bronze} as landed
                where not exists (
                    select 1
                    from bronze.{bronze} as kept
                    semi join (
                        select _file, _line from silver.{silver} union all select _file, _line from quarantine.silver_{silver}
                    ) using (_file, _line)
                    where kept.source_seq is not distinct from landed.source_seq or ({same})
                )
                """));
        }

        return missing;
    }

    // Lines of CSV files behind their header, of each content once: the same file under two names is one. JSON is scored by its elements elsewhere.
    private static IEnumerable<string> LandedLines(string root)
    {
        var seen = new HashSet<ulong>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "landing"), "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file);
            if (!seen.Add(XxHash64.Hash(bytes)))
            {
                continue;
            }

            var name = Path.GetRelativePath(Path.Combine(root, "landing"), file).Replace('\\', '/');
            var lines = Encoding.Latin1.GetString(bytes).Split('\n');
            for (var i = 1; i < lines.Length; i++)
            {
                if (lines[i].Trim().Length > 0)
                {
                    yield return string.Create(CultureInfo.InvariantCulture, $"{name}:{i + 1}");
                }
            }
        }
    }

    private sealed class NoProgress : IRunProgress
    {
        public void Starting(Model model)
        {
        }

        public void Finished(StepResult step)
        {
        }
    }
}
