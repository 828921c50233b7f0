using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>
/// Which columns a file has, and how its rows are made from the usual ones. A line that cannot be taken apart is broken
/// anyway and stays as it is, but for columns that the feed does not have: without those, one comma too many would make it
/// whole.
/// </summary>
internal sealed class FileLayout
{
    /// <summary>Name of the column that comes and goes.</summary>
    public const string PassingColumn = "coupon_code";

    private const int MostColumns = 40;

    private readonly FeedDefinition _feed;
    private readonly LayoutColumn[] _columns;
    private readonly byte[][] _keys;
    private readonly byte[][] _usualKeys;
    private readonly ulong _salt;

    /// <summary>How many columns behind each one are as usual and follow it as usual.</summary>
    private readonly int[] _neighbours;

    /// <summary>Whether a CSV row stays as it is and has new columns behind it, whether it can be taken apart or not.</summary>
    private readonly bool _onlyAppends;

    private FileLayout(FeedDefinition feed, LayoutColumn[] columns, ulong salt = 0)
    {
        _feed = feed;
        _columns = columns;
        _salt = salt;
        _keys = [.. columns.Select(column => Key(column.Name))];
        _usualKeys = [.. feed.Columns.Select(column => Key(column.Name))];
        _neighbours = new int[columns.Length];
        for (int i = columns.Length - 2; i >= 0; i--)
        {
            _neighbours[i] = columns[i].IsFollowedBy(columns[i + 1]) ? _neighbours[i + 1] + 1 : 0;
        }

        bool beginsAsUsual = columns.Length >= feed.Columns.Count
            && columns.Take(feed.Columns.Count).Index().All(column => column.Item.Source == column.Index && column.Item.Form == ValueForm.Usual);
        bool hasUsualNames = feed.Format == FeedFormat.Csv || Header == feed.Header;
        KeepsRows = beginsAsUsual && columns.Length == feed.Columns.Count && hasUsualNames;
        _onlyAppends = beginsAsUsual && feed.Format == FeedFormat.Csv && columns.Skip(feed.Columns.Count).All(column => column.Source < 0);
    }

    /// <summary>The names of the columns with commas between them.</summary>
    public string Header => string.Join(',', _columns.Select(column => column.Name));

    /// <summary>Whether the rows are the usual ones.</summary>
    public bool KeepsRows { get; }

    public static FileLayout Usual(FeedDefinition feed) => new(feed, Columns(feed));

    public static FileLayout Changed(FeedDefinition feed, HeaderChange change) => new(
        feed,
        [.. change.Header.Split(',').Select((name, place) => new LayoutColumn(name, change.Order?[place] ?? place))]);

    /// <summary>One more column, for this file only.</summary>
    public static FileLayout WithPassingColumn(FeedDefinition feed, ulong bits) =>
        new(feed, [.. Columns(feed), new LayoutColumn(PassingColumn, -1, ValueForm.NewCode)], bits);

    /// <summary>The columns after these changes, one after the other.</summary>
    public static FileLayout After(FeedDefinition feed, IReadOnlyList<SchemaChange> changes)
    {
        List<LayoutColumn> columns = [.. Columns(feed)];
        foreach (SchemaChange change in changes)
        {
            int source = feed.FindColumn(change.Column);
            int place = columns.FindIndex(column => column.Source >= 0 && column.Source == source);
            switch (change.Kind)
            {
                case SchemaChangeKind.Add:
                    columns.Add(new(change.Column, -1, change.To == "number" ? ValueForm.NewNumber : ValueForm.NewCode));
                    break;
                case SchemaChangeKind.Drop when place >= 0:
                    columns.RemoveAt(place);
                    break;
                case SchemaChangeKind.Rename when place >= 0:
                    columns[place] = columns[place] with { Name = change.To };
                    break;
                case SchemaChangeKind.Widen or SchemaChangeKind.Retype when place >= 0:
                    columns[place] = columns[place] with { Form = FormOf(change) };
                    break;
            }
        }

        return new FileLayout(feed, [.. columns]);
    }

    /// <summary>Appends whole rows as this file has them.</summary>
    /// <param name="rows">Usual rows, each with its end.</param>
    /// <param name="target">Where they go.</param>
    public void Rewrite(ReadOnlySpan<byte> rows, ByteBuffer target)
    {
        while (!rows.IsEmpty)
        {
            int length = rows.IndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> row = rows[..(length == 0 ? rows.Length : length)];
            rows = rows[row.Length..];
            if (!row.EndsWith(_feed.LineEnd))
            {
                target.Append(row);
                continue;
            }

            row = row[..^_feed.LineEnd.Length];
            if (_onlyAppends)
            {
                target.Append(row);
                AppendNew(row, target);
            }
            else
            {
                RewriteOne(row, target);
            }

            target.Append(_feed.LineEnd);
        }
    }

    private static LayoutColumn[] Columns(FeedDefinition feed) =>
        [.. feed.Columns.Select((column, i) => new LayoutColumn(column.Name, i))];

    private static ValueForm FormOf(SchemaChange change) => change.Kind == SchemaChangeKind.Widen
        ? ValueForm.Wider
        : change.To switch
        {
            "epoch" => ValueForm.Epoch,
            "iso" => ValueForm.Iso,
            _ => ValueForm.Text,
        };

    private static byte[] Key(string name) => Encoding.UTF8.GetBytes($"\"{name}\":");

    private void AppendNew(ReadOnlySpan<byte> row, ByteBuffer target)
    {
        for (int i = _feed.Columns.Count; i < _columns.Length; i++)
        {
            target.Append((byte)',');
            ValueForms.Append(target, _columns[i].Form, row, _feed.Format, _salt);
        }
    }

    private void RewriteOne(ReadOnlySpan<byte> row, ByteBuffer target)
    {
        bool json = _feed.Format == FeedFormat.Json;
        Span<Range> values = stackalloc Range[MostColumns];
        values = values[.._feed.Columns.Count];
        bool isWhole = json ? RowFields.TrySplitJson(row, _usualKeys, values) : RowFields.TrySplitCsv(row, values);
        if (!isWhole)
        {
            target.Append(row);
        }

        for (int i = 0; i < _columns.Length; i++)
        {
            LayoutColumn column = _columns[i];
            bool isOurs = column.Source >= 0;
            if (!isWhole && (isOurs || json))
            {
                continue;
            }

            if (json)
            {
                target.Append(i == 0 ? (byte)'{' : (byte)',');
                target.Append(_keys[i]);
            }
            else if (i > 0)
            {
                target.Append((byte)',');
            }

            ReadOnlySpan<byte> value = isOurs ? row[values[column.Source]] : row;
            if (!json && _neighbours[i] > 0)
            {
                i += _neighbours[i];
                value = row[values[column.Source].Start..values[_columns[i].Source].End];
            }

            ValueForms.Append(target, column.Form, value, _feed.Format, _salt);
        }

        if (json && isWhole)
        {
            target.Append((byte)'}');
        }
    }
}
