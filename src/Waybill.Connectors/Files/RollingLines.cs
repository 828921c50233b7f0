using System.Globalization;
using Waybill.Events;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Connectors.Files;

/// <summary>
/// Lines that any program of a workspace may write: each has a hidden file of its own (.&lt;prefix&gt;N.part), durable at every call, that gets its name
/// when it is full, old, or left behind: <c>yyyy-MM-dd/&lt;prefix&gt;yyyyMMdd_HHmmss_&lt;n&gt;.jsonl</c>.
/// </summary>
/// <param name="root">Absolute path of the workspace.</param>
/// <param name="folder">Relative to it, with forward slashes.</param>
/// <param name="prefix">What the names begin with.</param>
/// <param name="limits">When a file is whole.</param>
/// <param name="clock">Tells a file's age.</param>
internal sealed class RollingLines(string root, string folder, string prefix, LandingLimits limits, TimeProvider clock)
{
    private const int MostPrograms = 1_000;

    private readonly Lock _lock = new();
    private LineFile? _file;
    private Instant _until;
    private long _opened;

    /// <param name="lines">Whole lines.</param>
    /// <param name="until">The latest time in them.</param>
    public void Append(ByteBuffer lines, Instant until)
    {
        lock (_lock)
        {
            try
            {
                if (_file is null)
                {
                    _file = Open(until);
                    _opened = clock.GetTimestamp();
                    _until = until;
                }

                _file.Append(lines.Written);
                _until = until > _until ? until : _until;
                PublishIfDue();
            }
            catch
            {
                _file?.Dispose();
                _file = null;
                throw;
            }
        }
    }

    /// <summary>Gives the file its name if it is old enough, or at once.</summary>
    /// <param name="always">Whatever its age.</param>
    public void Publish(bool always)
    {
        lock (_lock)
        {
            if (always && _file is not null)
            {
                Publish(_file);
            }
            else
            {
                PublishIfDue();
            }
        }
    }

    /// <summary>Leaves the file as it is, for whoever goes on.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void PublishIfDue()
    {
        if (_file is not null && (_file.Length >= limits.MaxBytes || clock.GetElapsedTime(_opened) >= limits.MaxAge))
        {
            Publish(_file);
        }
    }

    private LineFile Open(Instant until)
    {
        for (var number = 0; number < MostPrograms; number++)
        {
            LineFile file;
            try
            {
                file = LineFile.Open(root, string.Create(CultureInfo.InvariantCulture, $"{folder}/.{prefix}{number}{StagedFile.StagedEnding}"));
            }
            catch (WaybillException e) when (e.Kind == WaybillErrorKind.Busy)
            {
                continue; // another program's
            }

            if (file.Length == 0 || limits.GoesOn)
            {
                return file;
            }

            // What a program that was ended left: its lines keep their own file, and were said before those that come now.
            _until = until;
            Publish(file);
            number--;
        }

        throw new WaybillException(WaybillErrorKind.Busy, $"{MostPrograms} programs write into {folder} already.", "Stop some of them.");
    }

    private void Publish(LineFile file)
    {
        _file = null;
        var drop = Instant.FromSeconds(Math.Max(0, _until.Seconds) + 1);
        for (var number = 1; ; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{drop.ToDateTime():yyyy-MM-dd}/{prefix}{drop.ToDateTime():yyyyMMdd_HHmmss}_{number}.jsonl");
            if (!File.Exists(Path.Combine(root, folder, name)))
            {
                file.Publish($"{folder}/{name}");
                return;
            }
        }
    }
}
