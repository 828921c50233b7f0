using Waybill.Pipeline.Engine;

namespace Waybill.Server.Lakes;

/// <summary>The right to query one edition of the lake; its database stays open until the last lease is given back.</summary>
internal sealed class LakeLease(SharedSession shared) : IDisposable
{
    private SharedSession? _shared = shared;

    public LakeEdition Edition { get; } = shared.Edition;

    public LakeSession Session { get; } = shared.Session;

    public void Dispose() => Interlocked.Exchange(ref _shared, null)?.Release();
}
