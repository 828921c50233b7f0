using System.Text.RegularExpressions;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Spec;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>How a model's columns become a table, and how the table follows when they change.</summary>
internal static partial class TableLayout
{
    /// <summary>A new table: the query's columns, the model's partition fields.</summary>
    public static TableDefinition Of(IReadOnlyList<DuckDbColumn> columns, Model model)
    {
        var definition = TableDefinition.FromColumns(columns);
        var fields = model.Partition.Select(p => Parse(p, model)).ToArray();
        return fields.Length == 0 ? definition : definition with { Spec = PartitionSpec.Build(definition.Schema, fields) };
    }

    /// <summary>The rows with every column that the table has: what the rows lack is null.</summary>
    public static string Fit(LakeTable table, string rows) =>
        $"select * from {rows} union all by name {table.ToEmptySql()}";

    /// <summary>Whether columns are exactly the table's, so that rows need no <see cref="Fit"/>.</summary>
    public static bool IsExact(LakeTable table, IReadOnlyList<DuckDbColumn> columns) => columns.Count == table.Schema.Fields.Count
        && TableDefinition.FromColumns(columns).Schema.Fields.All(f => table.Schema.Column(f.Name) is { } column && column.Type == f.Type);

    /// <summary>Adds the columns that the table lacks.</summary>
    public static LakeTable Evolve(LakeTable table, IReadOnlyList<DuckDbColumn> columns, CommitStamp stamp)
    {
        var missing = columns.Where(c => table.Schema.Column(c.Name) is null).ToList();
        if (missing.Count == 0)
        {
            return table;
        }

        return table.Begin(stamp).EvolveSchema(schema =>
        {
            foreach (var field in TableDefinition.FromColumns(missing).Schema.Fields)
            {
                schema.Add(field.Name, field.Type);
            }
        }).Commit().Table;
    }

    private static (string Column, Transform Transform) Parse(string text, Model model)
    {
        var match = Field().Match(text);
        return match.Success
            ? (match.Groups["column"].Value, Transform.Parse(match.Groups["transform"].Value is { Length: > 0 } t ? t : "identity"))
            : throw new PipelineException(PipelineErrorKind.BadModel, $"{model.File}: '{text}' is not a partition field.",
                "Use a column, or year, month, day or hour of one, bucket[n](column), truncate[n](column).");
    }

    [GeneratedRegex(@"^(?:(?<transform>[a-z]+(?:\[\d+\])?)\((?<column>\w+)\)|(?<column>\w+))$")]
    private static partial Regex Field();
}
