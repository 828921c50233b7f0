namespace Waybill.Connectors.Files;

/// <summary>Replaces a small file as a whole: whatever ends the program, the old content or the new is there.</summary>
internal static class ReplacedFile
{
    /// <param name="path">Absolute.</param>
    /// <param name="pieces">The new content, piece by piece.</param>
    public static void Write(string path, params ReadOnlySpan<ReadOnlyMemory<byte>> pieces)
    {
        var staged = StagedFile.StagedPath(path);
        try
        {
            StagedFile.CreateFolderOf(path);
            using (var handle = File.OpenHandle(staged, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                long at = 0;
                foreach (var piece in pieces)
                {
                    RandomAccess.Write(handle, piece.Span, at);
                    at += piece.Length;
                }

                RandomAccess.FlushToDisk(handle);
            }

            File.Move(staged, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Explain(path, e);
        }

        FolderFlush.Flush(Path.GetDirectoryName(path)!); // a file has a folder
    }
}
