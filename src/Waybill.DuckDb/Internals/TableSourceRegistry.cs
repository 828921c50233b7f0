using System.Runtime.InteropServices;
using Waybill.DuckDb.Handles;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Internals;

/// <summary>
/// The managed table functions of one database. DuckDB cannot drop a registered function, so a name is registered once
/// and its slot exchanged afterwards.
/// </summary>
internal sealed unsafe class TableSourceRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TableSourceSlot> _slots = new(StringComparer.OrdinalIgnoreCase);

    internal void Register(
        ConnectionHandle connection, string name, IReadOnlyList<DuckDbColumn> columns, Func<ITableSource> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count, nameof(columns));
        var definition = new TableSourceDefinition(name, [.. columns], open);
        lock (_lock)
        {
            if (!_slots.TryGetValue(name, out var slot))
            {
                slot = new TableSourceSlot(name);
                RegisterNative(connection, name, slot);
                _slots.Add(name, slot);
            }

            slot.Current = definition;
        }
    }

    internal void Forget(string name)
    {
        lock (_lock)
        {
            if (_slots.TryGetValue(name, out var slot))
            {
                slot.Current = null;
            }
        }
    }

    private static void RegisterNative(ConnectionHandle connection, string name, TableSourceSlot slot)
    {
        NativeText.RefuseNul(name);
        using var function = NativeMethods.CreateTableFunction();
        NativeMethods.TableFunctionSetName(function, name);
        NativeMethods.TableFunctionSetExtraInfo(
            function, GCHandle.ToIntPtr(GCHandle.Alloc(slot)), &TableSourceCallbacks.Free);
        NativeMethods.TableFunctionSetBind(function, &TableSourceCallbacks.Bind);
        NativeMethods.TableFunctionSetInit(function, &TableSourceCallbacks.Init);
        NativeMethods.TableFunctionSetFunction(function, &TableSourceCallbacks.Fill);
        if (NativeMethods.RegisterTableFunction(connection, function) != NativeState.Success)
        {
            throw new DuckDbException(
                DuckDbErrorKind.Catalog, $"The table source '{name}' cannot be registered: a function has that name already");
        }
    }
}
