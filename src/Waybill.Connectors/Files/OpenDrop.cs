using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Sinks;

namespace Waybill.Connectors.Files;

/// <summary>
/// The file of one drop while its rows come.
/// <code>
/// CSV:  header LF (row LF)*
/// JSON: [ LF (element (, LF element)*)? LF ] LF     a file that was cut ends within an element, without the bracket
/// JSON lines: (object LF)*
/// </code>
/// </summary>
internal sealed class OpenDrop : IDisposable
{
    private readonly string _root;
    private readonly StagedFile _file;
    private readonly StagedFile? _second;
    private readonly bool _isJson;
    private bool _hasPendingEnd;
    private bool _isCut;

    public OpenDrop(string root, DropPlan plan)
    {
        _root = root;
        Plan = plan;
        _file = new StagedFile(root, PathOf(plan.FileName));
        if (plan.Delivery is DropDelivery.Twice or DropDelivery.HalfWritten)
        {
            // A name of its own, because the staged name of the drop's own file is taken; in its folder, because the other one's
            // is that of a day which may not have come.
            _second = new StagedFile(root, PathOf(plan.FileName + ".second")) { IsCuttable = plan.Delivery == DropDelivery.HalfWritten };
        }

        _isJson = plan.Feed.Format == FeedFormat.Json;
        if (plan.Feed.Format != FeedFormat.JsonLines)
        {
            Write(Encoding.UTF8.GetBytes((_isJson ? "[" : plan.Header) + "\n"));
        }

        HeaderLength = _file.Length;
    }

    public DropPlan Plan { get; }

    private long HeaderLength { get; }

    public void Append(ReadOnlySpan<byte> rows)
    {
        if (!_isJson || rows.IsEmpty)
        {
            Write(rows);
            return;
        }

        // The last element of the array has no comma, and which one that is shows only when no more come.
        if (_hasPendingEnd)
        {
            Write(Plan.Feed.LineEnd);
        }

        _hasPendingEnd = rows.EndsWith(Plan.Feed.LineEnd);
        _isCut = !_hasPendingEnd;
        Write(_hasPendingEnd ? rows[..^Plan.Feed.LineEnd.Length] : rows);
    }

    /// <summary>Cuts the file that was written by half and forces all to the disk.</summary>
    public void Complete()
    {
        if (_isJson && !_isCut)
        {
            Write(_hasPendingEnd ? "\n]\n"u8 : "]\n"u8);
        }

        if (Plan.Delivery == DropDelivery.HalfWritten)
        {
            _second?.Cut(CutPosition());
        }

        _file.Flush();
        _second?.Flush();
    }

    /// <summary>Puts everything where it belongs after this day.</summary>
    /// <param name="arrived">Index of the last window whose drops have arrived: what comes later is held.</param>
    /// <param name="heldFolder">Where it is held, relative to the workspace.</param>
    /// <param name="landed">Files that landed are added here.</param>
    /// <param name="held">Files that wait are added here.</param>
    public void Publish(int arrived, string heldFolder, List<WrittenFile> landed, List<HeldFile> held)
    {
        switch (Plan.Delivery)
        {
            case DropDelivery.OnTime:
                Place(_file, Plan.FileName, Plan.Window);
                return;
            case DropDelivery.Twice:
                Place(_file, Plan.FileName, Plan.Window);
                break;
            case DropDelivery.HalfWritten when _second is { } beginning:
                // The beginning takes the drop's name, so the whole file has to leave it first.
                Place(_file, Plan.LaterName, Plan.LaterWindow);
                Place(beginning, Plan.FileName, Plan.Window);
                return;
        }

        Place(_second ?? _file, Plan.LaterName, Plan.LaterWindow);

        void Place(StagedFile file, string name, DropWindow window)
        {
            string path = PathOf(name);
            if (window.Index <= arrived)
            {
                landed.Add(file.Publish(path));
                return;
            }

            WrittenFile waiting = file.Publish($"{heldFolder}/{path}");
            held.Add(new HeldFile(waiting.Path, path, window.Index, waiting.Length, waiting.Hash));
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _second?.Dispose();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _file.Append(bytes);
        _second?.Append(bytes);
    }

    private string PathOf(string name) => $"{Plan.Feed.LandingFolder}/{name}";

    /// <summary>A place inside a row: neither of the bytes at the cut is a line feed.</summary>
    private long CutPosition()
    {
        long wanted = Math.Clamp(_file.Length * Plan.CutPerMille / 1_000, Math.Min(HeaderLength + 1, _file.Length - 2), _file.Length - 2);
        long position = wanted;
        while (position < _file.Length - 1 && !IsWithinRow(position))
        {
            position++;
        }

        if (position == _file.Length - 1)
        {
            for (position = wanted; position > 1 && !IsWithinRow(position);)
            {
                position--;
            }
        }

        return position;
    }

    private bool IsWithinRow(long position)
    {
        Span<byte> around = stackalloc byte[2];
        _file.Read(position - 1, around);
        return !around.Contains((byte)'\n');
    }
}
