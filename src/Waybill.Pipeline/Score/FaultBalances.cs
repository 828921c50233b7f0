using Waybill.DuckDb;

namespace Waybill.Pipeline.Score;

/// <summary>Counts what became of injected faults, by kind.</summary>
internal sealed class FaultBalances(DuckDbConnection connection)
{
    /// <summary>Adds up the outcomes and false alarms of all feeds.</summary>
    public IReadOnlyList<FaultBalance> Read(IReadOnlyList<string> outcomes, IReadOnlyList<string> alarms)
    {
        if (outcomes.Count == 0)
        {
            return [];
        }

        using var result = connection.Query($"""
            with outcomes as (
                select kind, outcome, count(*) as faults
                from ({string.Join(" union all ", outcomes.Select(o => $"select kind, outcome from {o}"))})
                group by all
            ),
            alarms as (
                {string.Join(" union all ", alarms.Select(a => $"select kind from {a}").DefaultIfEmpty("select 'none' as kind limit 0"))}
            )
            select
                kind,
                cast(sum(faults) as bigint),
                cast(coalesce(sum(faults) filter (where outcome = 'handled'), 0) as bigint),
                cast(coalesce(sum(faults) filter (where outcome = 'missed'), 0) as bigint),
                cast(coalesce(sum(faults) filter (where outcome = 'alarm'), 0) as bigint),
                cast(coalesce(sum(faults) filter (where outcome = 'unrecoverable'), 0) as bigint),
                cast(coalesce(sum(faults) filter (where outcome <> 'alarm'), 0) as bigint)
            from (from outcomes union all select kind, 'alarm', count(*) from alarms group by kind)
            group by kind
            order by kind
            """);
        var faults = new List<FaultBalance>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                faults.Add(new FaultBalance(chunk.Text(0, row), chunk.Int64(6, row), chunk.Int64(2, row), chunk.Int64(3, row),
                    chunk.Int64(4, row), chunk.Int64(5, row)));
            }
        }

        return faults;
    }
}
