using System.Globalization;
using System.Text.Json;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Live;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Connectors.Files;

/// <summary>
/// One partition on its way to <c>landing/telemetry</c>. Lines are appended to a hidden file and are on the disk at once. Before that file gets
/// its name, the state names it together with the offset behind it; so wherever a program ends, the next one knows what has landed.
/// </summary>
internal sealed class LandingPartition : IDisposable
{
    private readonly string _root;
    private readonly string _topic;
    private readonly int _partition;
    private readonly string _statePath;
    private readonly string _staged;
    private readonly LandingLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ByteBuffer _lines = new(1 << 16);
    private LineFile? _file;
    private long _firstOffset;
    private long _opened;
    private long _next;
    private Instant _until;

    public LandingPartition(string root, string topic, int partition, LandingLimits limits, TimeProvider clock)
    {
        (_root, _topic, _partition, _limits, _clock) = (root, topic, partition, limits, clock);
        var name = string.Create(CultureInfo.InvariantCulture, $"{topic}-{partition}");
        _statePath = Path.Combine(root, "state", "live", $"landing-{name}.json");
        _staged = $"{FeedCatalogue.Telemetry.LandingFolder}/.{name}{StagedFile.StagedEnding}";
        Recover();
    }

    private bool IsDue => _file is not null && (_file.Length >= _limits.MaxBytes || _clock.GetElapsedTime(_opened) >= _limits.MaxAge);

    /// <summary>Appends what has not landed.</summary>
    public void Keep(IReadOnlyList<RawReading> messages)
    {
        _lines.Clear();
        var (first, next, until) = (-1L, _next, _until);
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (message.Offset < next)
            {
                RequireSameTopic(message);
                continue;
            }

            LandingLine.Write(_lines, message);
            first = first < 0 ? message.Offset : first;
            next = message.Offset + 1;
            until = message.ReceivedAt > until ? message.ReceivedAt : until;
        }

        if (_lines.Length > 0)
        {
            Append(first);
            (_next, _until) = (next, until);
        }

        if (IsDue)
        {
            Publish();
        }
    }

    /// <summary>Gives the file its name if it is old enough.</summary>
    public void PublishIfDue()
    {
        if (IsDue)
        {
            Publish();
        }
    }

    /// <summary>Gives the file its name if there is one.</summary>
    public void Publish()
    {
        if (_file is null)
        {
            return;
        }

        var path = FreeName();
        WriteState(path);
        _file.Publish(path);
        _file = null;
    }

    public void Dispose() => _file?.Dispose();

    private void Append(long firstOffset)
    {
        if (_file is null)
        {
            _file = LineFile.Open(_root, _staged);
            _opened = _clock.GetTimestamp();
            _firstOffset = firstOffset;
        }

        _file.Append(_lines.Written);
    }

    private void Recover()
    {
        var state = ReadState();
        (_next, _until) = (state?.NextOffset ?? 0, new Instant(state?.ReceivedUntil ?? long.MinValue));
        if (!File.Exists(Path.Combine(_root, _staged)))
        {
            return;
        }

        var file = LineFile.Open(_root, _staged);
        if (file.Length == 0)
        {
            file.Discard();
            return;
        }

        var last = LandingLine.OffsetOf(file.LastLine());
        if (state is not null && last < state.NextOffset)
        {
            // Its name was decided, and then the program ended.
            file.Publish(state.File);
            return;
        }

        _file = file;
        _opened = _clock.GetTimestamp();
        _firstOffset = LandingLine.OffsetOf(file.FirstLine());
        _next = last + 1;
        _until = new Instant(Math.Max(_until.Microseconds, LandingLine.ReceivedAt(file.LastLine()).Microseconds));
    }

    /// <summary>
    /// What comes again was received before what has landed. An earlier offset that was received later belongs to a topic that was made
    /// anew, and leaving it out would lose it.
    /// </summary>
    private void RequireSameTopic(in RawReading message)
    {
        if (message.ReceivedAt > _until)
        {
            throw new WaybillException(WaybillErrorKind.Corrupt, string.Create(CultureInfo.InvariantCulture,
                $"Topic {_topic}, partition {_partition}: offset {message.Offset} was received at {message.ReceivedAt}, after all before {_next} had landed."),
                $"The topic was deleted and made again: give the new one another name, or remove {_statePath} and the state of its partitions.");
        }
    }

    private string FreeName()
    {
        // The drop time is the end of the window: nothing in the file was received later.
        var drop = Instant.FromSeconds(Math.Max(0, _until.Seconds) + 1).ToDateTime();
        for (var attempt = 0; ; attempt++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $"_p{_partition}_{_firstOffset}{(attempt == 0 ? "" : $"_{attempt}")}");
            var path = $"{FeedCatalogue.Telemetry.LandingFolder}/{FeedCatalogue.Telemetry.FileName(drop, suffix)}";
            if (!File.Exists(Path.Combine(_root, path)))
            {
                return path;
            }
        }
    }

    private LandingProgress? ReadState()
    {
        try
        {
            return File.Exists(_statePath) ? JsonSerializer.Deserialize(File.ReadAllBytes(_statePath), LandingProgressJson.Default.LandingProgress) : null;
        }
        catch (JsonException e)
        {
            throw new WaybillException(WaybillErrorKind.Corrupt, $"{_statePath} cannot be read: {e.Message}", "Restore it from a copy of the workspace.", e);
        }
    }

    private void WriteState(string path) => ReplacedFile.Write(_statePath,
        JsonSerializer.SerializeToUtf8Bytes(new LandingProgress(_next, _until.Microseconds, path), LandingProgressJson.Default.LandingProgress));
}
