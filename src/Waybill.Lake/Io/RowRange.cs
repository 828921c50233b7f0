namespace Waybill.Lake.Io;

/// <summary>Rows of a file by position: from <paramref name="Start"/> up to, without, <paramref name="End"/>.</summary>
internal readonly record struct RowRange(long Start, long End)
{
    /// <summary>Adds rows behind those of a list, to its last range where they follow on it.</summary>
    public static void Add(List<RowRange> rows, RowRange next)
    {
        if (rows.Count > 0 && rows[^1].End == next.Start)
        {
            rows[^1] = rows[^1] with { End = next.End };
        }
        else
        {
            rows.Add(next);
        }
    }
}
