using System.Text;

namespace Waybill.Lake.Spec;

/// <summary>Order of values as the specification defines it for bounds: text and bytes unsigned, -0.0 before +0.0.</summary>
public static class ValueOrder
{
    /// <summary>Compares two values of the same CLR type; see <see cref="PrimitiveType"/>.</summary>
    public static int Compare(object left, object right) => (left, right) switch
    {
        (bool a, bool b) => a.CompareTo(b),
        (int a, int b) => a.CompareTo(b),
        (long a, long b) => a.CompareTo(b),
        (int a, long b) => ((long)a).CompareTo(b),
        (long a, int b) => a.CompareTo((long)b),
        (float a, float b) => Floats(a, b),
        (double a, double b) => Floats(a, b),
        (Int128 a, Int128 b) => a.CompareTo(b),
        (string a, string b) => Text(a, b),
        (Guid a, Guid b) => a.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(b.ToByteArray(bigEndian: true)),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        _ => throw LakeException.Invalid($"{left.GetType().Name} and {right.GetType().Name} cannot be compared"),
    };

    /// <summary>Null-safe equality of partition values and literals.</summary>
    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => left.GetType() == right.GetType() && Compare(left, right) == 0,
    };

    private static int Floats(double a, double b)
    {
        var order = a.CompareTo(b);
        return order == 0 ? double.IsNegative(b).CompareTo(double.IsNegative(a)) : order;
    }

    // UTF-16 order differs from UTF-8 order above the basic plane, so surrogates force the detour over bytes.
    private static int Text(string a, string b)
    {
        var common = Math.Min(a.Length, b.Length);
        for (var i = 0; i < common; i++)
        {
            if (a[i] != b[i])
            {
                return char.IsSurrogate(a[i]) || char.IsSurrogate(b[i])
                    ? Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))
                    : a[i].CompareTo(b[i]);
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
