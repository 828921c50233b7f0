using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Waybill.DuckDb;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>A foreign key of the schema.</summary>
/// <param name="Name">Name of the constraint.</param>
/// <param name="Table">The pointing table.</param>
/// <param name="Target">The table that it points at.</param>
/// <param name="Definition">What stands behind <c>add constraint name</c>.</param>
/// <param name="Display">As people write it.</param>
internal sealed record ForeignKey(string Name, string Table, string Target, string Definition, string Display)
{
    // PostgreSQL cuts longer names.
    private const int LongestName = 63;

    /// <summary>A reference as a constraint that is checked when the load commits, so that tables can be loaded in any order.</summary>
    public static ForeignKey Of(LoadSession session, string table, LoadReference reference) => new(
        NameOf(table, reference),
        table,
        reference.Table,
        $"foreign key ({Names(reference.Columns)}) references {session.Name(reference.Table)} ({Names(reference.TableColumns)}) deferrable initially deferred",
        $"{table}({string.Join(", ", reference.Columns)}) -> {reference.Table}({string.Join(", ", reference.TableColumns)})");

    /// <summary>Those that the schema's tables have now.</summary>
    public static Task<IReadOnlyList<ForeignKey>> ReadAsync(LoadSession session, CancellationToken ct)
    {
        const string Keys = """
            select k.conname, c.relname, f.relname, pg_get_constraintdef(k.oid)
            from pg_constraint k
            inner join pg_class c on c.oid = k.conrelid
            inner join pg_class f on f.oid = k.confrelid
            where k.contype = 'f' and k.connamespace = $1::regnamespace
            order by c.relname, k.conname
            """;
        return session.ListAsync(
            Keys,
            r => new ForeignKey(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), $"{r.GetString(1)} {r.GetString(3)}"),
            ct, Sql.Identifier(session.Schema));
    }

    private static string NameOf(string table, LoadReference reference)
    {
        var name = $"{table}_{string.Join('_', reference.Columns)}_to_{reference.Table}";
        if (Encoding.UTF8.GetByteCount(name) <= LongestName)
        {
            return name;
        }

        var hash = string.Create(CultureInfo.InvariantCulture, $"{XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(name)):x16}");
        return $"{table[..Math.Min(table.Length, LongestName - hash.Length - 1)]}_{hash}";
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(Sql.Identifier));
}
