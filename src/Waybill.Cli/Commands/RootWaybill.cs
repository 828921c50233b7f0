using System.CommandLine;
using System.CommandLine.Help;

namespace Waybill.Cli.Commands;

/// <summary>All commands.</summary>
internal static class RootWaybill
{
    public static RootCommand Create()
    {
        var root = new RootCommand("""
            Waybill: a supply chain that you can replay.

            It simulates a supply chain from a seed, breaks its data in known ways, refines them in a bronze, silver and gold
            lakehouse of Apache Iceberg tables, and proves the result against the truth.
            """)
        {
            InitCommand.Create(),
            DemoCommand.Create(),
            SimulateCommand.Create(),
            CaptureCommand.Create(),
            RunCommand.Create(),
            VerifyCommand.Create(),
            LiveCommand.Create(),
            LoadCommand.Create(),
            ServeCommand.Create(),
            UpCommand.Create(),
            ReportCommand.Create(),
            DocsCommand.Create(),
            SqlCommand.Create(),
            TablesCommand.Create(),
            HistoryCommand.Create(),
            CompactCommand.Create(),
            ExpireCommand.Create(),
            RunsCommand.Create(),
            LineageCommand.Create(),
            QuarantineCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((HelpAction)help.Action!);
        ExamplesHelp.Add(root,
            "waybill up                   a world that lives, in the browser",
            "waybill demo                 simulate seven days, refine them, verify the result",
            "waybill sql \"from gold.sales limit 5\"",
            "waybill init                 a workspace for data of your own");
        return root;
    }
}
