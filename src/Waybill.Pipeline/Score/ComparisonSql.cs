using Waybill.DuckDb;

namespace Waybill.Pipeline.Score;

/// <summary>The queries that compare two relations by key.</summary>
internal sealed class ComparisonSql(
    Expectation expectation, string found, IReadOnlyList<ComparedColumn> key, IReadOnlyList<ComparedColumn> columns, double? tolerancePct)
{
    /// <summary>Table of all differences; other score queries read it.</summary>
    public const string Differences = "score.differences";

    /// <summary>What both sides have in common when they are equal: the number of their rows and two sums over hashes of whole rows.</summary>
    public string ExpectedDigest => Digest($"from {expectation.Relation} as e", c => $"e.{c.Quoted}");

    /// <summary>The same of the table that is scored.</summary>
    public string FoundDigest => Digest($"from {found} as f", c => c.FoundAs("f."));

    /// <summary>Cells that are there but cannot be read as the truth's type.</summary>
    public string? Unreadable
    {
        get
        {
            var cast = key.Concat(columns).Where(c => c.Expected != c.Found).ToList();
            return cast.Count == 0 ? null : $"select count(*) from {found} as f where "
                + string.Join(" or ", cast.Select(c => $"(f.{c.Quoted} is not null and {c.FoundAs("f.")} is null)"));
        }
    }

    /// <summary>Adds every missing, extra and different row or cell to the table of differences.</summary>
    public string InsertDifferences()
    {
        var cells = columns.Select(c => $$"""
                        case when {{c.Differs(tolerancePct)}} then {'column_name': {{Sql.Literal(c.Name)}},
                            'truth': cast(e.{{c.Quoted}} as varchar), 'found': cast(f.{{c.Quoted}} as varchar)} end
            """);
        var differing = string.Join("\n            or ", columns.Select(c => c.Differs(tolerancePct)));
        var rows = expectation.CountsRows ? "f._found is null or e._expected is null" : "false";
        var both = $"(f._found and e._expected{(columns.Count == 0 ? " and false" : $" and ({differing})")})";
        return $$"""
            insert into {{Differences}}
            select {{Sql.Literal(expectation.Table)}}, what, key, cell.column_name, cell.truth, cell.found
            from (
                select
                    case when f._found is null then 'missing' when e._expected is null then 'extra' else 'different' end as what,
                    concat_ws('|', {{string.Join(", ", key.Select(k => $"coalesce(cast(e.{k.Quoted} as varchar), cast(f.{k.Quoted} as varchar))"))}}) as key,
                    unnest(case when f._found and e._expected then list_filter([
            {{(columns.Count == 0 ? NoCell : string.Join(",\n", cells))}}], lambda c: c is not null) else [{{NoCell}}] end) as cell
                from (select *, true as _expected from {{expectation.Relation}}) as e
                full join (select *, true as _found from {{found}}) as f
                    on {{string.Join(" and ", key.Select(k => $"{k.FoundAs("f.")} = e.{k.Quoted}"))}}
                where {{rows}} or {{both}}
            )
            """;
    }

    /// <summary>Adds every key that more than one row has.</summary>
    public string InsertDoubled()
    {
        var list = string.Join(", ", key.Select(k => k.Quoted));
        return $"""
            insert into {Differences}
            select {Sql.Literal(expectation.Table)}, 'doubled', concat_ws('|', {list}), null, '1 row', count(*) || ' rows'
            from {found}
            group by {list}
            having count(*) > 1
            """;
    }

    private const string NoCell = "cast(null as struct(column_name varchar, truth varchar, found varchar))";

    private string Digest(string from, Func<ComparedColumn, string> value)
    {
        return $"""
            select count(*) || ' ' || coalesce(sum(h), 0) || ' ' || coalesce(bit_xor(h), 0)
            from (select hash({string.Join(", ", key.Concat(columns).Select(value))}) as h {from})
            """;
    }
}
