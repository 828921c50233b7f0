using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Filters on columns turned into filters on the partition values of one spec ("inclusive projection").</summary>
internal sealed class PartitionProjection
{
    private readonly List<(int Field, PrimitiveType Type, FilterOperator Operator, object[] Values)> _conditions = [];

    public PartitionProjection(PartitionSpec spec, IReadOnlyList<PrimitiveType> types, IReadOnlyList<BoundFilter> filters)
    {
        for (var i = 0; i < spec.Fields.Count; i++)
        {
            foreach (var filter in filters.Where(f => f.Column.Id == spec.Fields[i].SourceId))
            {
                if (Project(spec.Fields[i].Transform, filter) is { } op)
                {
                    var values = filter.Values.Select(v => spec.Fields[i].Transform.Apply(filter.Type, v)).OfType<object>().ToArray();
                    _conditions.Add((i, types[i], op, values));
                }
            }
        }
    }

    /// <summary>False when no file of a manifest with these summaries can have a matching row.</summary>
    public bool MayMatch(IReadOnlyList<FieldSummary> summaries) =>
        summaries.Count == 0 || _conditions.All(c => Range(summaries[c.Field], c.Type).MayPass(c.Operator, c.Values));

    /// <summary>False when no row of this partition can match.</summary>
    public bool MayMatch(IReadOnlyList<object?> partition) =>
        _conditions.All(c => Range(partition[c.Field]).MayPass(c.Operator, c.Values));

    /// <summary>The range of one partition value.</summary>
    public static ValueRange Range(object? value)
    {
        var isNan = value is double.NaN or float.NaN;
        return new ValueRange(isNan ? null : value, isNan ? null : value, value is null, value is not null, isNan);
    }

    // Less than a timestamp can still mean the same day, so the strict comparisons become inclusive.
    private static FilterOperator? Project(Transform transform, BoundFilter filter) => filter.Operator switch
    {
        _ when transform is VoidTransform => null,
        FilterOperator.IsNull or FilterOperator.IsNotNull => filter.Operator,
        _ when transform is IdentityTransform => filter.Operator,
        FilterOperator.Equal or FilterOperator.In => filter.Operator,
        FilterOperator.Less or FilterOperator.LessOrEqual when transform.PreservesOrder => FilterOperator.LessOrEqual,
        FilterOperator.Greater or FilterOperator.GreaterOrEqual when transform.PreservesOrder => FilterOperator.GreaterOrEqual,
        _ => null,
    };

    /// <summary>The range of a partition field over a manifest.</summary>
    public static ValueRange Range(FieldSummary summary, PrimitiveType type)
    {
        var isFloat = type.Kind is PrimitiveKind.Float or PrimitiveKind.Double;
        return new ValueRange(
            summary.LowerBound is null ? null : SingleValue.FromBytes(type, summary.LowerBound),
            summary.UpperBound is null ? null : SingleValue.FromBytes(type, summary.UpperBound),
            summary.ContainsNull,
            MayHaveValue: summary.LowerBound is not null || summary.ContainsNan != false || isFloat,
            MayHaveNan: isFloat && summary.ContainsNan != false);
    }
}
