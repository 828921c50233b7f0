namespace Waybill.Events.Live;

/// <summary>Where messages go that are no readings, so that the others go on.</summary>
public interface IDeadLetters : IAsyncDisposable
{
    Task WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation);
}
