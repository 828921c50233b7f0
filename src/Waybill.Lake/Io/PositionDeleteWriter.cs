using System.Globalization;
using System.Text;
using Waybill.DuckDb;
using Waybill.Lake.Commits;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Writes a position delete file for one data file (ICEBERG.md 1.12).</summary>
/// <remarks>
/// Columns file_path and pos under their reserved ids, sorted; file_path holds the manifest's text of the data file byte for byte, and
/// its bounds are never shortened.
/// </remarks>
internal sealed class PositionDeleteWriter(TableFolder folder, Guid tableUuid, string seed, ICommitProbe? probe)
{
    private static readonly NestedField[] Columns =
    [
        new(ReservedFieldIds.DeleteFilePath, "file_path", true, PrimitiveType.Text),
        new(ReservedFieldIds.DeletePosition, "pos", true, PrimitiveType.Long),
    ];

    /// <param name="connection">Runs the statements.</param>
    /// <param name="data">The data file.</param>
    /// <param name="positionsSql">Select of one column: positions, none twice.</param>
    /// <param name="positions">What the positions follow from; the file's name is made of it, for the file's bytes hold the lake's path.</param>
    /// <param name="ct">Interrupts.</param>
    public DataFile Write(DuckDbConnection connection, DataFile data, string positionsSql, IReadOnlyList<string> positions, CancellationToken ct)
    {
        DurableFiles.CreateDirectory(folder.DataDirectory);
        var file = Sql.Literal(data.FilePath);
        var select = $"select {file}::enum({file}) as file_path, p as pos from ({positionsSql}) t(p) order by p"; // as text it would be hashed in each row
        var copy = ParquetCopy.Run(connection, select, DurableFiles.TemporaryName(folder.DataDirectory, ".parquet"), Columns, icebergSchema: null, ct);
        try
        {
            var name = IdSource.Name(["deletes", tableUuid.ToString(), seed, folder.Relative(data.FilePath), .. positions]) + "-deletes.parquet";
            DurableFiles.FlushFile(copy.Path);
            var path = Path.Combine(folder.DataDirectory, name);
            var wasThere = File.Exists(path);
            DurableFiles.Replace(copy.Path, path);
            probe?.Reached("data-file");
            return Describe(copy, data, folder.DataUri(name)) with { MayBeLive = wasThere };
        }
        finally
        {
            DurableFiles.TryDelete(copy.Path);
        }
    }

    private static DataFile Describe(CopyResult copy, DataFile data, string uri)
    {
        var path = Encoding.UTF8.GetBytes(data.FilePath);
        var positions = copy.Columns[Sql.Identifier("pos")];
        var sizes = copy.Columns.ToDictionary(c => c.Key, c => long.Parse(c.Value["column_size_bytes"], CultureInfo.InvariantCulture));
        return new DataFile
        {
            Content = FileContent.PositionDeletes,
            FilePath = uri,
            SpecId = data.SpecId,
            Partition = data.Partition,
            RecordCount = copy.Rows,
            FileSizeInBytes = copy.Bytes,
            ColumnSizes = Both(sizes[Sql.Identifier("file_path")], sizes[Sql.Identifier("pos")]),
            ValueCounts = Both(copy.Rows, copy.Rows),
            NullValueCounts = Both(0L, 0L),
            LowerBounds = Both(path, Position(positions["min"])),
            UpperBounds = Both(path, Position(positions["max"])),
            SplitOffsets = [4],
            ReferencedDataFile = data.FilePath,
        };
    }

    private static byte[] Position(string text) =>
        SingleValue.ToBytes(PrimitiveType.Long, long.Parse(text, CultureInfo.InvariantCulture));

    private static SortedList<int, T> Both<T>(T path, T position) => new()
    {
        [ReservedFieldIds.DeletePosition] = position,
        [ReservedFieldIds.DeleteFilePath] = path,
    };
}
