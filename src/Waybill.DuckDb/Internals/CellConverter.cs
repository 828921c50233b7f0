using System.Globalization;

namespace Waybill.DuckDb.Internals;

/// <summary>A displayed value as the type that the caller asked for; never loses digits silently.</summary>
internal static class CellConverter
{
    internal static T Single<T>(DuckDbResult result, string sql)
    {
        var values = List<T>(result, sql);
        return values.Count == 1
            ? values[0]
            : throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"Expected one row, got {values.Count}") { Sql = sql };
    }

    internal static List<T> List<T>(DuckDbResult result, string sql)
    {
        var values = new List<T>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                values.Add(Convert<T>(chunk.Value(0, row), result.Columns[0], sql));
            }
        }

        return values;
    }

    private static T Convert<T>(object? value, DuckDbColumn column, string sql)
    {
        if (value is null)
        {
            return default(T) is null
                ? default! // T is a reference or nullable type, for which null is the answer
                : throw Refuse(column, sql, "null", typeof(T));
        }

        if (value is T same)
        {
            return same;
        }

        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        try
        {
            return (T)To(value, target);
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or FormatException)
        {
            throw Refuse(column, sql, System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", target);
        }
    }

    private static object To(object value, Type target) => value switch
    {
        Int128 huge when target == typeof(long) => checked((long)huge),
        Int128 huge when target == typeof(int) => checked((int)huge),
        Int128 huge when target == typeof(double) => (double)huge,
        Int128 huge when target == typeof(decimal) => (decimal)huge,
        UInt128 huge when target == typeof(long) => checked((long)huge),
        string or byte[] or Guid or Int128 or UInt128 when target != typeof(string) => throw new InvalidCastException(),
        double or float or decimal when target != typeof(double) && target != typeof(decimal) && target != typeof(string) =>
            throw new InvalidCastException(),
        DateTime moment when target == typeof(string) =>
            moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateOnly date when target == typeof(string) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly date when target == typeof(DateTime) => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        IFormattable text when target == typeof(string) => text.ToString(null, CultureInfo.InvariantCulture),
        bool flag when target == typeof(string) => flag ? "true" : "false",
        _ => System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture),
    };

    private static DuckDbException Refuse(DuckDbColumn column, string sql, string value, Type target) =>
        new(
            DuckDbErrorKind.Conversion,
            $"Column '{column.Name}' of type {column.Type} holds {value}, which cannot be read as {target.Name}")
        {
            Sql = sql,
        };
}
