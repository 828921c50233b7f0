using Waybill.Lake;
using Waybill.Lake.Io;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Engine;

/// <summary>The statements that make a lake readable in a DuckDB database: what names of tables, views and seeds stand for at one moment.</summary>
/// <param name="library">Models, macros and seeds.</param>
/// <param name="graph">The same models.</param>
/// <param name="tables">The tables of the lake by name.</param>
/// <param name="asOfMs">Read tables as they were at this time (ms since 1970 UTC); null for as they were loaded.</param>
public sealed class LakeDefinitions(ModelLibrary library, ModelGraph graph, IReadOnlyDictionary<string, LakeTable> tables, long? asOfMs)
{
    /// <summary>Schemas and macros; run first.</summary>
    public IReadOnlyList<string> Prologue => ModelSession.Prologue(library);

    /// <summary>Adds the statements for a name to a list, those that it needs before it; what is defined already is passed over.</summary>
    /// <param name="name">As in <c>gold.sales</c>.</param>
    /// <param name="defined">Names that need no statement; the new ones are added.</param>
    /// <param name="statements">The list.</param>
    /// <returns>The first name that the lake lacks, null when there is none.</returns>
    public string? Define(string name, ISet<string> defined, IList<string> statements)
    {
        ArgumentNullException.ThrowIfNull(defined);
        ArgumentNullException.ThrowIfNull(statements);
        if (defined.Contains(name))
        {
            return null;
        }

        if (tables.TryGetValue(name, out var table))
        {
            if (asOfMs is not null && !table.History().Any(h => h.TimestampMs <= asOfMs))
            {
                return name;
            }

            statements.Add(ModelSession.View(name, table.Scan(new ScanOptions { AsOfMs = asOfMs }).ToSql()));
        }
        else if (library.Seeds.FirstOrDefault(s => s.Name == name) is { } seed)
        {
            statements.Add(ModelSession.SeedTable(seed));
        }
        else if (library.Find(name) is { Materialization: Materialization.View } view)
        {
            if (graph.Inputs(name).Select(input => Define(input, defined, statements)).FirstOrDefault(missing => missing is not null) is { } missing)
            {
                return missing;
            }

            statements.Add(ModelSession.View(name, $"({view.Sql}\n)"));
        }
        else
        {
            return name;
        }

        defined.Add(name);
        return null;
    }
}
