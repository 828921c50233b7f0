using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Shop;
using Waybill.Events.Values;

namespace Waybill.Connectors.Files;

/// <summary>
/// One day's change files of the shop, one for each table that changed: <c>landing/shop/&lt;table&gt;/&lt;table&gt;_yyyyMMdd_000000.csv</c>,
/// named by the day's end, and for the truth the same lines in <c>truth/shop/&lt;table&gt;/yyyy-MM-dd.csv</c>.
/// </summary>
public sealed class ShopDayFiles : IDisposable
{
    private readonly string _root;
    private readonly int _day;
    private readonly bool _lands;
    private readonly bool _keepsTruth;
    private readonly StagedFile?[] _landing = new StagedFile?[ShopCatalogue.All.Count];
    private readonly StagedFile?[] _truth = new StagedFile?[ShopCatalogue.All.Count];

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <param name="lands">Whether the files land; false when a database gets the changes.</param>
    /// <param name="keepsTruth">Whether the same lines join the truth.</param>
    public ShopDayFiles(string root, int day, bool lands, bool keepsTruth)
    {
        _root = root;
        _day = day;
        _lands = lands;
        _keepsTruth = keepsTruth;
    }

    /// <summary>Appends a cell's lines; cells come in order.</summary>
    /// <param name="table">Index in <see cref="ShopCatalogue.All"/>.</param>
    /// <param name="lines">Whole lines; read before the call returns.</param>
    public void Append(int table, ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        if (_lands)
        {
            FeedDefinition feed = FeedCatalogue.Shop[table];
            string path = $"{feed.LandingFolder}/{feed.FileName(Instant.FromDay(_day + 1).ToDateTime())}";
            (_landing[table] ??= Open(path, table)).Append(lines);
        }

        if (_keepsTruth)
        {
            string path = $"truth/shop/{ShopCatalogue.All[table].Name}/{Instant.FromDay(_day).ToString()[..10]}.csv";
            (_truth[table] ??= Open(path, table)).Append(lines);
        }
    }

    /// <summary>Forces everything to the disk.</summary>
    public void Complete() => Parallel.ForEach(Files, file => file.Flush());

    /// <summary>Gives the files their names.</summary>
    /// <param name="reached">Is told of every step.</param>
    public IReadOnlyList<WrittenFile> Publish(Action<string> reached)
    {
        ArgumentNullException.ThrowIfNull(reached);
        var written = new List<WrittenFile>();
        foreach (StagedFile file in Files)
        {
            written.Add(file.Publish());
            reached(file.Path);
        }

        return written;
    }

    public void Dispose()
    {
        foreach (StagedFile file in Files)
        {
            file.Dispose();
        }
    }

    /// <summary>The truth first: what lands is never without it.</summary>
    private IEnumerable<StagedFile> Files => _truth.Concat(_landing).OfType<StagedFile>();

    private StagedFile Open(string path, int table)
    {
        var file = new StagedFile(_root, path);
        file.Append(Encoding.ASCII.GetBytes(ShopChangeCsv.Header(ShopCatalogue.All[table]) + "\n"));
        return file;
    }
}
