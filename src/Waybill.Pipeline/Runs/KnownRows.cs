using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// Rows of tables by change key, as far as a step of this run has read or written them. Several models follow the same keys through
/// the same tables: what one has in hand, the next need not look for in files. Thread-safe.
/// </summary>
internal sealed class KnownRows(ModelLibrary library, ModelGraph graph)
{
    /// <summary>Beyond that, reading again costs less than keeping.</summary>
    public const long MostKeys = 1_000_000;

    private readonly Dictionary<(TableId Table, long? Snapshot, string Columns), Held> _held = [];
    private int _copies;

    /// <summary>The table's rows whose key is in <paramref name="keys"/>, as a relation.</summary>
    /// <param name="connection">Reads what is not known yet.</param>
    /// <param name="table">Its current snapshot is read.</param>
    /// <param name="columns">The columns of the key.</param>
    /// <param name="keys">A table of distinct keys.</param>
    /// <param name="count">How many keys it has.</param>
    /// <param name="used">The columns that a query asks for which names the rows more than once; null when it does not.</param>
    public string Of(DuckDbConnection connection, LakeTable table, IReadOnlyList<string> columns, string keys, long count, Func<IReadOnlySet<string>>? used)
    {
        var names = Names(columns);
        var isShared = Readers(table, columns) > 1; // a read for one model alone takes only the columns it needs from the files
        if (count > MostKeys || !(isShared || IsHeld(table, columns)))
        {
            return Read();
        }

        var held = Find(connection, table, columns);
        lock (held) // whoever asks for the same rows meanwhile finds them here afterwards
        {
            if (!Complete(held))
            {
                return Read();
            }
        }

        return $"(select * from {held.Rows} semi join {keys} using ({names}))";

        bool Complete(Held held)
        {
            var missing = $"(select {names} from {keys} anti join {held.Keys} using ({names}))";
            if (connection.Scalar<long>($"select count(*) from {missing}") == 0)
            {
                return true;
            }

            if (isShared)
            {
                connection.Execute($"create or replace temp table missing_keys as from {missing}");
                held.Add(
                    connection, $"select * from {Scan(connection, table, columns, "missing_keys")} semi join missing_keys using ({names})", $"select {names} from missing_keys");
            }

            return isShared;
        }

        // However often they are named, the files are read once.
        string Read()
        {
            var rows = $"{Scan(connection, table, columns, keys)} semi join {keys} using ({names})";
            if (used is null || count > MostKeys)
            {
                return $"(select * from {rows})";
            }

            var copy = string.Create(CultureInfo.InvariantCulture, $"read_rows_{Interlocked.Increment(ref _copies)}");

            // The others stay to be named, by a query that makes nothing of them.
            connection.Execute($"create temp table {copy} as select * from {table.ToEmptySql()} union all by name select {Names(columns.Union(used()))} from {rows}");
            return copy;
        }
    }

    /// <summary>Says that a table now holds these rows, and no others, of these keys.</summary>
    public void Offer(DuckDbConnection connection, LakeTable table, IReadOnlyList<string> columns, string keys, string rows)
    {
        // A step that changed nothing leaves the snapshot whose rows it may have looked up itself; they must not be there twice.
        if (columns.Any(c => table.Schema.Fields.All(f => f.Name != c)) || Readers(table, columns) == 0 || IsHeld(table, columns) || connection.Scalar<long>($"select count(*) from {keys}") > MostKeys)
        {
            return;
        }

        var held = Find(connection, table, columns);
        lock (held)
        {
            held.Add(connection, rows, $"select {Names(columns)} from {keys}");
        }
    }

    private Held Find(DuckDbConnection connection, LakeTable table, IReadOnlyList<string> columns)
    {
        var key = KeyOf(table, columns);
        lock (_held)
        {
            if (!_held.TryGetValue(key, out var held))
            {
                held = new Held(_held.Count);
                connection.Execute($"create table {held.Rows} as {table.ToEmptySql()}");
                connection.Execute($"create table {held.Keys} as select {Names(columns)} from {held.Rows}");
                _held.Add(key, held);
            }

            return held;
        }
    }

    private bool IsHeld(LakeTable table, IReadOnlyList<string> columns)
    {
        lock (_held)
        {
            return _held.ContainsKey(KeyOf(table, columns));
        }
    }

    private static (TableId Table, long? Snapshot, string Columns) KeyOf(LakeTable table, IReadOnlyList<string> columns) =>
        (table.Id, table.CurrentSnapshotId, Names(columns));

    private int Readers(LakeTable table, IReadOnlyList<string> columns)
    {
        var name = table.Id.ToString();
        return library.Models.Count(m => m.By.SequenceEqual(columns) && !m.Via.ContainsKey(name)
            && (graph.TableInputs(m.Name).Contains(name) || (m.Name != name && graph.CheckInputs(m).Contains(name))));
    }

    private static string Scan(DuckDbConnection connection, LakeTable table, IReadOnlyList<string> columns, string keys)
    {
        var known = string.Join(" and ", columns.Select(c => $"{Sql.Identifier(c)} is not null")); // a join never matches null
        return table.ScanKeys(connection, [$"select {Names(columns)} from {keys} where {known}"]).ToSql();
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(Sql.Identifier));

    private sealed record Held(string Rows, string Keys)
    {
        public Held(int number)
            : this(Name("known_rows", number), Name("known_keys", number))
        {
        }

        /// <summary>Both or none: rows whose keys were missing would be read again.</summary>
        public void Add(DuckDbConnection connection, string rows, string keys) => connection.Execute(
            $"begin transaction; insert into {Rows} by name {rows}; insert into {Keys} {keys}; commit");

        private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{ModelSession.Changes}.{kind}_{number}");
    }
}
