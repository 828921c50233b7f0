using Waybill.Lake.Spec;

namespace Waybill.Lake.Catalog;

/// <summary>What a catalog knows of a table at one moment.</summary>
/// <param name="Id">The table.</param>
/// <param name="Directory">Folder in which the table lies.</param>
/// <param name="Metadata">Content of the metadata file.</param>
/// <param name="MetadataFile">Location of the metadata file.</param>
/// <param name="Version">Number of changes so far; rises by one with each commit.</param>
public sealed record TableState(TableId Id, string Directory, TableMetadata Metadata, string MetadataFile, int Version);
