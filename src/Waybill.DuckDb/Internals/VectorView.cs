using Waybill.DuckDb.Native;

namespace Waybill.DuckDb.Internals;

/// <summary>A flat vector of a fetched chunk: pointers to its values and validity, and views of its children.</summary>
internal sealed unsafe class VectorView
{
    private readonly VectorView[] _children;
    private byte* _data;
    private ulong* _validity;

    internal VectorView(DuckDbType type)
    {
        Type = type;
        _children = type.Kind == DuckDbTypeKind.Map
            ? [new VectorView(EntryType(type))]
            : [.. type.Children.Select(c => new VectorView(c.Type))];
    }

    internal DuckDbType Type { get; }

    internal ReadOnlySpan<VectorView> Children => _children;

    internal void Attach(nint vector)
    {
        _data = (byte*)NativeMethods.VectorGetData(vector);
        _validity = NativeMethods.VectorGetValidity(vector);
        switch (Type.Kind)
        {
            case DuckDbTypeKind.List or DuckDbTypeKind.Map:
                _children[0].Attach(NativeMethods.ListVectorGetChild(vector));
                break;
            case DuckDbTypeKind.Array:
                _children[0].Attach(NativeMethods.ArrayVectorGetChild(vector));
                break;
            case DuckDbTypeKind.Struct:
                for (var i = 0; i < _children.Length; i++)
                {
                    _children[i].Attach(NativeMethods.StructVectorGetChild(vector, (ulong)i));
                }

                break;
            default:
                break;
        }
    }

    internal bool IsNull(int row) => _validity != null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    internal T Get<T>(int row)
        where T : unmanaged
    {
        if (Type.ElementSize != sizeof(T) || Type.IsBytes)
        {
            ThrowWrongWidth(typeof(T).Name);
        }

        return ((T*)_data)[row];
    }

    internal ReadOnlySpan<T> Span<T>(int rows)
        where T : unmanaged
    {
        if (Type.ElementSize != sizeof(T) || Type.IsBytes)
        {
            ThrowWrongWidth(typeof(T).Name);
        }

        return new ReadOnlySpan<T>(_data, rows);
    }

    internal ReadOnlySpan<byte> Bytes(int row)
    {
        if (!Type.IsBytes)
        {
            ThrowWrongWidth("bytes");
        }

        return TextCell.Bytes((TextCell*)_data + row);
    }

    /// <summary>Where the elements of a list lie in the child vector.</summary>
    internal (int Start, int Count) ListEntry(int row)
    {
        var entry = (ulong*)_data + (2 * row);
        return ((int)entry[0], (int)entry[1]);
    }

    /// <summary>A map is a list of key and value pairs.</summary>
    private static DuckDbType EntryType(DuckDbType map) =>
        new(DuckDbTypeKind.Struct) { Children = map.Children };

    private void ThrowWrongWidth(string asked) =>
        throw new DuckDbException(
            DuckDbErrorKind.InvalidInput, $"A value of type {Type} cannot be read as {asked}; cast it in the SQL");
}
