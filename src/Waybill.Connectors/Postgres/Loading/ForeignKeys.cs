using Npgsql;
using Waybill.DuckDb;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>The foreign keys of the schema during a load.</summary>
internal sealed class ForeignKeys
{
    private readonly LoadSession _session;
    private readonly IReadOnlyList<ForeignKey> _wanted;
    private readonly HashSet<string> _loaded;
    private readonly List<ForeignKey> _standing;
    private readonly List<ForeignKey> _dropped = [];

    private ForeignKeys(LoadSession session, IReadOnlyList<LoadTable> tables, IReadOnlyList<ForeignKey> standing)
    {
        _session = session;
        _wanted = [.. tables.SelectMany(t => t.References.Select(r => ForeignKey.Of(session, t.Name, r)))];
        _loaded = [.. tables.Select(t => t.Name)];
        _standing = [.. standing];
    }

    /// <summary>Reads those that stand, and takes off those that no model of this load declares any more, or all of them.</summary>
    public static async Task<ForeignKeys> PrepareAsync(LoadSession session, IReadOnlyList<LoadTable> tables, bool dropAll, CancellationToken ct)
    {
        var keys = new ForeignKeys(session, tables, await ForeignKey.ReadAsync(session, ct).ConfigureAwait(false));
        foreach (var key in keys._standing.Where(k => dropAll || keys.IsObsolete(k)).ToList())
        {
            await keys.DropAsync(key, ct).ConfigureAwait(false);
        }

        return keys;
    }

    /// <summary>Takes off those from and to a table.</summary>
    public async Task DropAroundAsync(string table, CancellationToken ct)
    {
        foreach (var key in _standing.Where(k => k.Table == table || k.Target == table).ToList())
        {
            await DropAsync(key, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Checks the rows that this load wrote against the keys that stand.</summary>
    public Task CheckAsync(CancellationToken ct) => _session.ExecuteAsync("set constraints all immediate", ct);

    /// <summary>Puts on those that are missing; one that does not hold is left off, with a note.</summary>
    public async Task<(IReadOnlyList<string> Hold, IReadOnlyList<LoadNote> Notes)> CompleteAsync(CancellationToken ct)
    {
        var notes = new List<LoadNote>();
        var others = _dropped.Where(k => !_loaded.Contains(k.Table));
        foreach (var key in _wanted.Where(w => _standing.All(s => s.Name != w.Name)).Concat(others))
        {
            var refusal = await TryAddAsync(key, ct).ConfigureAwait(false);
            if (refusal is null)
            {
                _standing.Add(key);
            }
            else
            {
                notes.Add(new LoadNote(key.Table, $"no foreign key {key.Display}: {refusal}", IsProblem: true));
            }
        }

        return ([.. _wanted.Where(w => _standing.Any(s => s.Name == w.Name)).Select(w => w.Display)], notes);
    }

    private bool IsObsolete(ForeignKey key) => _loaded.Contains(key.Table) && _wanted.All(w => w.Name != key.Name || w.Target != key.Target);

    private async Task DropAsync(ForeignKey key, CancellationToken ct)
    {
        await _session.ExecuteAsync($"alter table {_session.Name(key.Table)} drop constraint {Sql.Identifier(key.Name)}", ct).ConfigureAwait(false);
        _standing.Remove(key);
        if (!IsObsolete(key))
        {
            _dropped.Add(key);
        }
    }

    private async Task<string?> TryAddAsync(ForeignKey key, CancellationToken ct)
    {
        await _session.ExecuteAsync("savepoint foreign_key", ct).ConfigureAwait(false);
        try
        {
            await _session.ExecuteAsync(
                $"alter table {_session.Name(key.Table)} add constraint {Sql.Identifier(key.Name)} {key.Definition}", ct).ConfigureAwait(false);
            await _session.ExecuteAsync("release savepoint foreign_key", ct).ConfigureAwait(false);
            return null;
        }
        catch (PostgresException e) when (IsRefusal(e.SqlState))
        {
            await _session.ExecuteAsync("rollback to savepoint foreign_key", ct).ConfigureAwait(false);
            return e.Detail ?? e.MessageText;
        }
    }

    // Rows without a match, columns or tables that are not there, types that cannot be compared, a target without a key.
    private static bool IsRefusal(string state) => state is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.UndefinedColumn
        or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.DatatypeMismatch or PostgresErrorCodes.InvalidForeignKey;
}
