namespace Waybill.Lake.Spec;

/// <summary>What a manifest tracks (field 517): data files or delete files, never both.</summary>
public enum ManifestContent
{
    Data = 0,
    Deletes = 1,
}
