namespace Waybill.Lake.Io;

/// <summary>Rows of a file by position: from <paramref name="Start"/> up to, without, <paramref name="End"/>.</summary>
internal readonly record struct RowRange(long Start, long End);
