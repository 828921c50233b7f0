namespace Waybill.Connectors.Postgres.Writing;

/// <summary>What a batch does to one row, whatever happened to it in between.</summary>
/// <param name="Offset">Where its newest image begins.</param>
/// <param name="Length">Bytes of the image.</param>
/// <param name="Existed">Whether the row is older than the batch.</param>
/// <param name="IsThere">Whether it is there at the end of the batch.</param>
/// <param name="Changed">Columns that the batch changes, as a mask.</param>
internal readonly record struct BatchRow(int Offset, int Length, bool Existed, bool IsThere, uint Changed)
{
    public bool IsAdded => !Existed && IsThere;

    public bool IsUpdated => Existed && IsThere && Changed != 0;

    public bool IsDeleted => Existed && !IsThere;
}
