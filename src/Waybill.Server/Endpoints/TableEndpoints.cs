using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Lake;
using Waybill.Lake.Io;
using Waybill.Server.Answers;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Endpoints;

/// <summary>The Iceberg tables: snapshots, files, and what they held.</summary>
internal static class TableEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var tables = routes.MapGroup("/tables").WithTags("tables");
        tables.MapGet("", All).WithName("getTables").WithSummary("All tables of the lake.");
        tables.MapGet("/{namespace}/{name}", One).ProducesProblem(404).WithName("getTable").WithSummary("One table: schema, partitions, snapshots, properties.");
        tables.MapGet("/{namespace}/{name}/files", Files).ProducesProblem(400).ProducesProblem(404)
            .WithName("getTableFiles").WithSummary("The data files of a snapshot; of the current one unless 'snapshot' is given.");
        tables.MapGet("/{namespace}/{name}/rows", RowsAsync).ProducesProblem(400).ProducesProblem(404)
            .WithName("getTableRows").WithSummary("Rows of a table as they are, or as they were in 'snapshot' (time travel).");
    }

    private static Ok<IReadOnlyList<TableInfo>> All(LakeReader reader) => TypedResults.Ok<IReadOnlyList<TableInfo>>(
        [.. reader.Edition().Tables.Values.OrderBy(t => t.Id).Select(Describe.Table)]);

    private static Ok<TableDetails> One(string @namespace, string name, LakeReader reader) =>
        TypedResults.Ok(Describe.Details(Demand(reader.Edition(), @namespace, name)));

    private static Ok<IReadOnlyList<DataFileInfo>> Files(string @namespace, string name, string? snapshot, LakeReader reader)
    {
        var table = Demand(reader.Edition(), @namespace, name);
        return TypedResults.Ok<IReadOnlyList<DataFileInfo>>(
            [.. table.Scan(new ScanOptions { SnapshotId = SnapshotId(snapshot) }).Files.Select(f => Describe.File(table, f))]);
    }

    private static async Task<Results<BytesResult<PanelAnswer>, StatusCodeHttpResult>> RowsAsync(
        string @namespace, string name, string? snapshot, int? limit, string? format, HttpContext context, TableRows rows)
    {
        if (limit is < 1 or > Limits.SqlRows)
        {
            throw RequestException.Bad("The rows cannot be read like this", $"limit is {limit}.", $"Use 1 to {Limits.SqlRows}.");
        }

        var request = new TableRowsRequest($"{@namespace}.{name}", SnapshotId(snapshot), limit ?? Limits.TableRows, Formats.Wanted(context.Request, format));
        if (ETags.IsKnown(context, rows.KeyOf(request)))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var answer = await rows.ReadAsync(request).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        return new BytesResult<PanelAnswer>(answer.Body, answer.ContentType);
    }

    private static LakeTable Demand(LakeEdition edition, string space, string name) => edition.Tables.GetValueOrDefault($"{space}.{name}")
        ?? throw TableRows.NoTable($"{space}.{name}");

    private static long? SnapshotId(string? text) => text is null or "" ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : throw RequestException.Bad("There is no such snapshot", $"'{text}' is no snapshot id.", "GET /api/tables/{namespace}/{name} lists the snapshots.");
}
