using System.Globalization;

namespace Waybill.Lake.Spec;

/// <summary>A partition or sort transform (specification "Partition Transforms"): source value → partition value, null → null.</summary>
public abstract record Transform
{
    private protected Transform()
    {
    }

    public static readonly Transform Identity = new IdentityTransform();
    public static readonly Transform Year = new TimeTransform(TimeUnit.Year);
    public static readonly Transform Month = new TimeTransform(TimeUnit.Month);
    public static readonly Transform Day = new TimeTransform(TimeUnit.Day);
    public static readonly Transform Hour = new TimeTransform(TimeUnit.Hour);
    public static readonly Transform Void = new VoidTransform();

    /// <summary>bucket[count]: hash modulo count.</summary>
    public static Transform Bucket(int count) => new BucketTransform(count);

    /// <summary>truncate[width]: floor to a multiple, or the first characters.</summary>
    public static Transform Truncate(int width) => new TruncateTransform(width);

    /// <summary>Reads "day", "bucket[16]", "truncate[4]"…</summary>
    /// <exception cref="LakeException">The text is no transform that this library knows.</exception>
    public static Transform Parse(string text) => text switch
    {
        "identity" => Identity,
        "year" => Year,
        "month" => Month,
        "day" => Day,
        "hour" => Hour,
        "void" => Void,
        _ when TryArgument(text, "bucket", out var count) => Bucket(count),
        _ when TryArgument(text, "truncate", out var width) => Truncate(width),
        _ => throw LakeException.Unsupported($"'{text}' is not a transform of Iceberg format version 2"),
    };

    /// <summary>True when values of this type can be transformed.</summary>
    public abstract bool Accepts(PrimitiveType source);

    /// <summary>Type of the transformed values.</summary>
    public abstract PrimitiveType ResultType(PrimitiveType source);

    /// <summary>Transforms one value; null stays null.</summary>
    public abstract object? Apply(PrimitiveType source, object? value);

    /// <summary>True when a ≤ b implies Apply(a) ≤ Apply(b), so that ranges of values are ranges of partitions.</summary>
    public abstract bool PreservesOrder { get; }

    private static bool TryArgument(string text, string name, out int value)
    {
        value = 0;
        return text.StartsWith(name + "[", StringComparison.Ordinal) && text.EndsWith(']')
            && int.TryParse(text[(name.Length + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value > 0;
    }
}
