using System.Text;
using Waybill.DuckDb.Handles;
using Waybill.DuckDb.Internals;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb;

/// <summary>One prepared statement; parameters are numbered from 1 and keep their values between executions.</summary>
public sealed unsafe class DuckDbStatement : IDisposable
{
    private readonly ConnectionHandle _connection;
    private readonly StatementHandle _handle;
    private readonly string _sql;

    internal DuckDbStatement(ConnectionHandle connection, StatementHandle handle, string sql)
    {
        _connection = connection;
        _handle = handle;
        _sql = sql;
    }

    public int ParameterCount => (int)NativeMethods.ParameterCount(_handle);

    /// <summary>The columns of the result, as far as they can be told before values are bound.</summary>
    public IReadOnlyList<DuckDbColumn> Columns
    {
        get
        {
            var columns = new DuckDbColumn[NativeMethods.PreparedColumnCount(_handle)];
            for (var i = 0; i < columns.Length; i++)
            {
                using var type = NativeMethods.PreparedColumnType(_handle, (ulong)i);
                columns[i] = new DuckDbColumn(NativeText.Owned(NativeMethods.PreparedColumnName(_handle, (ulong)i)), TypeMapper.FromNative(type));
            }

            return columns;
        }
    }

    /// <summary>The number of a parameter that is written <c>$name</c>; 0 when the statement has none of this name.</summary>
    public int IndexOf(string name) =>
        NativeMethods.BindParameterIndex(_handle, out var index, name) == NativeState.Success ? (int)index : 0;

    public DuckDbStatement Bind(int index, bool value) =>
        Check(NativeMethods.BindBoolean(_handle, (ulong)index, value), index);

    public DuckDbStatement Bind(int index, long value) =>
        Check(NativeMethods.BindInt64(_handle, (ulong)index, value), index);

    public DuckDbStatement Bind(int index, double value) =>
        Check(NativeMethods.BindDouble(_handle, (ulong)index, value), index);

    /// <summary>Text, or null.</summary>
    public DuckDbStatement Bind(int index, string? value) =>
        value is null ? BindNull(index) : BindUtf8(index, Encoding.UTF8.GetBytes(value));

    /// <summary>A blob, or null.</summary>
    public DuckDbStatement Bind(int index, byte[]? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        fixed (byte* bytes = value)
        {
            return Check(NativeMethods.BindBlob(_handle, (ulong)index, bytes, (ulong)value.Length), index);
        }
    }

    /// <summary>A moment in UTC, as TIMESTAMPTZ with microseconds.</summary>
    public DuckDbStatement Bind(int index, DateTime utc)
    {
        var microseconds = (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return Check(NativeMethods.BindTimestampTz(_handle, (ulong)index, microseconds), index);
    }

    public DuckDbStatement BindNull(int index) => Check(NativeMethods.BindNull(_handle, (ulong)index), index);

    /// <summary>Forgets all values, so that a forgotten parameter is an error rather than an old value.</summary>
    public void Clear() => NativeMethods.ClearBindings(_handle);

    /// <summary>Runs to the end and returns the rows changed.</summary>
    public long Execute(CancellationToken ct = default)
    {
        using var result = StatementRunner.Execute(_connection, _handle, _sql, stream: false, ct);
        return result.RowsChanged;
    }

    /// <summary>Starts the query; its rows are fetched chunk by chunk.</summary>
    public DuckDbResult Query(CancellationToken ct = default) =>
        StatementRunner.Execute(_connection, _handle, _sql, stream: true, ct);

    /// <summary>
    /// The first column of the only row; types and errors as for <see cref="DuckDbConnection.Scalar"/>.
    /// </summary>
    public T Scalar<T>(CancellationToken ct = default)
    {
        using var result = Query(ct);
        return CellConverter.Single<T>(result, _sql);
    }

    /// <summary>The first column of all rows; types as for <see cref="DuckDbConnection.Scalar"/>.</summary>
    public IReadOnlyList<T> List<T>(CancellationToken ct = default)
    {
        using var result = Query(ct);
        return CellConverter.List<T>(result, _sql);
    }

    public void Dispose() => _handle.Dispose();

    private DuckDbStatement BindUtf8(int index, byte[] value)
    {
        fixed (byte* bytes = value)
        {
            return Check(NativeMethods.BindVarchar(_handle, (ulong)index, bytes, (ulong)value.Length), index);
        }
    }

    private DuckDbStatement Check(NativeState state, int index) =>
        state == NativeState.Success
            ? this
            : throw new DuckDbException(
                DuckDbErrorKind.InvalidInput,
                $"Parameter {index} cannot be bound: the statement has {ParameterCount} parameters")
            {
                Sql = _sql,
            };
}
