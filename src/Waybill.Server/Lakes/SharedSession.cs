using Waybill.Pipeline.Engine;

namespace Waybill.Server.Lakes;

/// <summary>A database over an edition, counted: whoever holds it last closes it.</summary>
internal sealed class SharedSession(LakeEdition edition, LakeSession session)
{
    private int _holders = 1;

    public LakeEdition Edition { get; } = edition;

    public LakeSession Session { get; } = session;

    /// <summary>Only for who knows that somebody holds it.</summary>
    public LakeLease Lease()
    {
        Interlocked.Increment(ref _holders);
        return new LakeLease(this);
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Session.Dispose();
        }
    }
}
