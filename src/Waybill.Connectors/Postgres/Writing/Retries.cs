using Waybill.Events;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>Does steps again that the server took back, and waits for a server that went away.</summary>
internal sealed class Retries(PostgresDatabase database, ShopLoadOptions options)
{
    private const int MostConflicts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private long _count;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Does a step until it succeeds, on this thread.</summary>
    /// <inheritdoc cref="DoAsync"/>
    public void Do(Action step, Action lost)
    {
        DoAsync(Step, lost).GetAwaiter().GetResult();

        Task Step()
        {
            step();
            return Task.CompletedTask;
        }
    }

    /// <summary>Does a step until it succeeds.</summary>
    /// <param name="step">Must find out by itself whether an earlier try was committed.</param>
    /// <param name="lost">Called after a try whose connection cannot be used any more.</param>
    /// <exception cref="WaybillException">It cannot succeed, or the server stays away for too long.</exception>
    public async Task DoAsync(Func<Task> step, Action lost)
    {
        long? since = null;
        for (var conflicts = 0; ;)
        {
            try
            {
                await step().ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (PostgresErrors.IsConflict(e) && conflicts < MostConflicts)
            {
                conflicts++;
                since = null;
            }
            catch (Exception e) when (PostgresErrors.IsLost(e) && MayWait(ref since))
            {
                lost();
                await Task.Delay(Pause, options.Cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresErrors.Covers(e))
            {
                lost();
                throw PostgresErrors.Explain(e, database.Server);
            }

            Interlocked.Increment(ref _count);
        }
    }

    private bool MayWait(ref long? since)
    {
        since ??= options.Clock.GetTimestamp();
        return options.Clock.GetElapsedTime(since.Value) < options.Patience;
    }
}
