using Waybill.Events.Values;

namespace Waybill.Cli.Live;

/// <summary>A line of a landing file, by when it was received and where it stands.</summary>
/// <param name="ReceivedAt">When the broker or gateway got it; its own time where nobody wrote that down.</param>
/// <param name="Partition">The greatest number where there is none.</param>
/// <param name="Offset">The greatest number where there is none.</param>
/// <param name="File">Place of the file among all by name.</param>
/// <param name="Line">Number of the line.</param>
/// <param name="Position">First byte in the file.</param>
/// <param name="Length">Bytes, without the line's end.</param>
internal readonly record struct ReadingPlace(Instant ReceivedAt, int Partition, long Offset, int File, int Line, long Position, int Length)
    : IComparable<ReadingPlace>
{
    /// <summary>The order of arrival.</summary>
    public int CompareTo(ReadingPlace other) =>
        ReceivedAt != other.ReceivedAt ? ReceivedAt.CompareTo(other.ReceivedAt)
        : Partition != other.Partition ? Partition.CompareTo(other.Partition)
        : Offset != other.Offset ? Offset.CompareTo(other.Offset)
        : File != other.File ? File.CompareTo(other.File)
        : Line.CompareTo(other.Line);
}
