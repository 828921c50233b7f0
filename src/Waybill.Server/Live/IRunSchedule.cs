namespace Waybill.Server.Live;

/// <summary>The runs of the pipeline that this process does. Any thread may ask.</summary>
public interface IRunSchedule
{
    RunScheduleState State { get; }

    /// <summary>Starts a run now, in the background; false when one is going on.</summary>
    bool TryStart();

    /// <summary>Calls back at every step of every run, from any thread, until what is returned is disposed. The callback returns at once.</summary>
    IDisposable Listen(Action<RunProgress> progress);
}
