using System.Globalization;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Transforms as SQL expressions that give the same values as <see cref="Transform.Apply"/>.</summary>
internal static class PartitionSql
{
    private const long MicrosPerHour = 3_600_000_000;

    /// <summary>The expression, or null where SQL cannot say it (bucket hashes, truncated decimals and bytes).</summary>
    /// <remarks>Days come as INTEGER, not DATE.</remarks>
    public static string? Expression(Transform transform, PrimitiveType source, string column) => transform switch
    {
        IdentityTransform => column,
        VoidTransform => $"cast(null as {SqlTypes.Of(source)})",
        TimeTransform time => Time(time.Unit, source, column),
        TruncateTransform t when source.Kind is PrimitiveKind.Int or PrimitiveKind.Long =>
            string.Create(CultureInfo.InvariantCulture, $"cast({column} - ((({column} % {t.Width}) + {t.Width}) % {t.Width}) as {SqlTypes.Of(source)})"),
        TruncateTransform t when source.Kind == PrimitiveKind.Text =>
            string.Create(CultureInfo.InvariantCulture, $"left({column}, {t.Width})"),
        _ => null,
    };

    /// <summary>Type under which <see cref="Expression"/>'s value is read: days are plain integers there.</summary>
    public static PrimitiveType ReadType(PrimitiveType result, Transform transform) =>
        transform is TimeTransform ? PrimitiveType.Int : result;

    private static string Time(TimeUnit unit, PrimitiveType source, string column)
    {
        if (source.Kind == PrimitiveKind.Date)
        {
            return FromDate(unit, column);
        }

        // epoch_us is UTC whatever the session's zone; the date functions are not, for a timestamptz.
        var micros = $"epoch_us({column})";
        return unit switch
        {
            TimeUnit.Hour => Floor(micros, MicrosPerHour),
            TimeUnit.Day => Floor(micros, 24 * MicrosPerHour),
            _ => FromDate(unit, $"(DATE '1970-01-01' + {Floor(micros, 24 * MicrosPerHour)})"),
        };
    }

    private static string FromDate(TimeUnit unit, string date) => unit switch
    {
        TimeUnit.Day => $"cast({date} - DATE '1970-01-01' as INTEGER)",
        TimeUnit.Month => $"cast((year({date}) - 1970) * 12 + month({date}) - 1 as INTEGER)",
        _ => $"cast(year({date}) - 1970 as INTEGER)",
    };

    // DuckDB's // truncates towards zero; the specification floors.
    private static string Floor(string micros, long divisor) => string.Create(
        CultureInfo.InvariantCulture,
        $"cast(({micros} - ((({micros} % {divisor}) + {divisor}) % {divisor})) // {divisor} as INTEGER)");
}
