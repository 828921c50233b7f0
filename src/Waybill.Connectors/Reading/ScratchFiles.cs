namespace Waybill.Connectors.Reading;

/// <summary>The UTF-8 forms of UTF-16 files.</summary>
internal static class ScratchFiles
{
    internal static void Delete(SurveyedFile file)
    {
        if (file.Utf16 is not null)
        {
            File.Delete(file.ReadPath);
        }
    }
}
