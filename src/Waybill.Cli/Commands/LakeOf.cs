using Waybill.Cli.Workspaces;
using Waybill.Events;
using Waybill.Lake;
using Waybill.Lake.Catalog;

namespace Waybill.Cli.Commands;

/// <summary>The lake of a workspace, for commands that read it.</summary>
internal static class LakeOf
{
    public static DirectoryCatalog Open(Workspace workspace)
    {
        var catalog = new DirectoryCatalog(workspace.Lake);
        return catalog.List().Count > 0
            ? catalog
            : throw new WaybillException(WaybillErrorKind.Usage, $"The lake of {workspace.Root} has no tables yet.", "Build it: waybill run");
    }

    /// <summary>A table by its name; an unknown one is answered with the nearest.</summary>
    public static LakeTable Table(Workspace workspace, string name)
    {
        var catalog = Open(workspace);
        var known = catalog.List().Select(t => t.ToString()).ToList();
        return known.Contains(name)
            ? catalog.Load(TableId.Parse(name))
            : throw new WaybillException(WaybillErrorKind.Usage, $"There is no table {name}.",
                $"Did you mean '{Configuration.NearestWord.To(name, known)}'? See: waybill tables");
    }
}
