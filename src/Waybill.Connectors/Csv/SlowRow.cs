namespace Waybill.Connectors.Csv;

/// <summary>A row of a block that could not be taken from the index: its cells are made already.</summary>
/// <param name="Row">Its number in the block.</param>
/// <param name="FirstCell">Where its cells start in the list of such cells.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset of its end, line feed excluded.</param>
/// <param name="IsRawKept">True when its bytes cannot be rebuilt from its cells.</param>
internal readonly record struct SlowRow(int Row, int FirstCell, int Start, int End, bool IsRawKept);
