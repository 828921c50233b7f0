using Waybill.Connectors.Postgres;
using Waybill.DuckDb;
using Waybill.Events;

namespace Waybill.Cli.Verifying;

/// <summary>Makes a candidate readable, whatever it is.</summary>
internal static class CandidateSource
{
    private const string Kinds = "Give a .csv, .json, .jsonl or .parquet file, a folder of an Iceberg table or of such files, or postgresql://user@host/database/schema.table.";

    /// <summary>The relation of a candidate's rows on a connection.</summary>
    /// <exception cref="WaybillException">It does not exist, or is nothing that can be read.</exception>
    public static string Open(DuckDbConnection connection, string source)
    {
        if (PostgresAddress.IsMeantBy(source))
        {
            return Keep(connection, PostgresTable.Open(PostgresAddress.Parse(source)).Define(connection, "candidate_source"));
        }

        var path = Path.GetFullPath(source);
        if (Directory.Exists(path))
        {
            return IcebergFolder.IsOne(path) ? IcebergFolder.ToSql(path) : FilesIn(connection, path);
        }

        return File.Exists(path)
            ? Files(connection, Path.GetExtension(path), [path])
            : throw new WaybillException(WaybillErrorKind.Usage, $"There is no candidate at {source}.", Kinds);
    }

    private static string FilesIn(DuckDbConnection connection, string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Reader(Path.GetExtension(f)) is not null)
            .Order(StringComparer.Ordinal)
            .ToLookup(Path.GetExtension, StringComparer.Ordinal);
        return files.Count == 1
            ? Files(connection, files.Single().Key!, [.. files.Single()]) // a file name always has an extension text
            : throw new WaybillException(WaybillErrorKind.Usage,
                files.Count == 0 ? $"There is no table in the folder {folder}." : $"The folder {folder} holds files of several kinds: {string.Join(", ", files.Select(f => f.Key))}.",
                Kinds);
    }

    private static string Files(DuckDbConnection connection, string extension, IReadOnlyList<string> files)
    {
        var list = Sql.List(files);
        var relation = Reader(extension) switch
        {
            "parquet" => $"read_parquet({list}, union_by_name = true)",
            "json" => $"read_json({list}, union_by_name = true)",
            "csv" => $"read_csv({list}, all_varchar = true, header = true, union_by_name = true)",
            _ => throw new WaybillException(WaybillErrorKind.Usage, $"'{files[0]}' is no file that can be read as a table.", Kinds),
        };
        return extension == ".parquet" ? relation : Keep(connection, relation);
    }

    private static string? Reader(string extension) => extension.ToLowerInvariant() switch
    {
        ".parquet" => "parquet",
        ".json" or ".jsonl" or ".ndjson" => "json",
        ".csv" or ".tsv" or ".txt" => "csv",
        _ => null,
    };

    // A comparison reads the table several times; text is parsed, and a server asked, only once.
    private static string Keep(DuckDbConnection connection, string relation)
    {
        connection.Execute($"create or replace temp table candidate_rows as from {relation}");
        return "candidate_rows";
    }
}
