using Waybill.Events.Live;

namespace Waybill.Cli.Live;

/// <summary>Keeps readings in several places. When one of them refuses, all get the same again: what they have, they leave out.</summary>
internal sealed class SeveralArchives(IReadOnlyList<IReadingArchive> archives) : IReadingArchive
{
    public Task KeepAsync(IReadOnlyList<RawReading> messages, CancellationToken cancellation) =>
        Task.WhenAll(archives.Select(a => a.KeepAsync(messages, cancellation)));

    public async ValueTask DisposeAsync()
    {
        foreach (var archive in archives)
        {
            await archive.DisposeAsync().ConfigureAwait(false);
        }
    }
}
