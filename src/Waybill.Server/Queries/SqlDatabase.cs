using System.Globalization;
using Waybill.DuckDb;

namespace Waybill.Server.Queries;

/// <summary>The database that one query of somebody's own runs in.</summary>
internal static class SqlDatabase
{
    /// <summary>Nothing spills to disk: what needs more memory ends.</summary>
    public static DuckDbOptions Options { get; } = new()
    {
        Threads = Math.Max(1, Environment.ProcessorCount / 2),
        MemoryLimit = string.Create(CultureInfo.InvariantCulture, $"{Limits.SqlMemory}B"),
        TempDirectory = "",
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["max_expression_depth"] = "200" },
    };

    /// <summary>From here on only the lake's files can be read, and nothing can be set. Views over the lake must be there already.</summary>
    public static void Lock(DuckDbConnection connection, string lakeFolder) => connection.Execute($"""
        set allowed_directories = [{Sql.Literal(lakeFolder + "/")}];
        set enable_external_access = false;
        set lock_configuration = true
        """);
}
