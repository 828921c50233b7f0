using Waybill.Events;

namespace Waybill.Speed.Runtime;

/// <summary>Whether an outlet can be handed something: one handover at a time, and pauses that grow while it is away.</summary>
internal sealed class OutletPace(LiveOptions options, TimeProvider time)
{
    private TimeSpan _pause = options.FirstPause;
    private long _failedAt;

    /// <summary>Null when the last handover went well.</summary>
    public WaybillException? Trouble { get; private set; }

    public bool IsBusy { get; private set; }

    /// <summary>How long it must be left alone; zero when it can be asked now.</summary>
    public TimeSpan Rest
    {
        get
        {
            if (Trouble is null)
            {
                return TimeSpan.Zero;
            }

            TimeSpan left = _pause - time.GetElapsedTime(_failedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public bool IsFree => !IsBusy && Rest == TimeSpan.Zero;

    public void Begin() => IsBusy = true;

    public void Done()
    {
        IsBusy = false;
        Trouble = null;
        _pause = options.FirstPause;
    }

    public void Failed(WaybillException error)
    {
        if (Trouble is not null)
        {
            _pause = _pause * 2 < options.LongestPause ? _pause * 2 : options.LongestPause;
        }

        IsBusy = false;
        Trouble = error;
        _failedAt = time.GetTimestamp();
    }
}
