using System.Text.Json;
using Waybill.Lake;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Spec;

public sealed class SchemaTests
{
    private static readonly Schema Nested = Schema.WithFreshIds(
    [
        new NestedField(0, "id", true, PrimitiveType.Long, "the key"),
        new NestedField(0, "price", false, PrimitiveType.Decimal(18, 4)),
        new NestedField(0, "place", false, new StructType([new NestedField(0, "city", true, PrimitiveType.Text), new NestedField(0, "zip", false, PrimitiveType.Int)])),
        new NestedField(0, "tags", false, new ListType(0, PrimitiveType.Text, ElementRequired: true)),
        new NestedField(0, "counts", false, new MapType(0, PrimitiveType.Text, 0, PrimitiveType.Long, ValueRequired: false)),
    ],
    ["id"]);

    [Fact]
    public void Fresh_ids_are_given_level_by_level_as_Java_gives_them()
    {
        Assert.Equal([1, 2, 3, 4, 5], Nested.Fields.Select(f => f.Id));
        Assert.Equal("place.city", Nested.PathOf(6));
        Assert.Equal("tags.element", Nested.PathOf(8));
        Assert.Equal("counts.value", Nested.PathOf(10));
        Assert.True(Nested.IsRepeated(8));
        Assert.False(Nested.IsRepeated(6));
    }

    [Fact]
    public void Json_is_that_of_the_specification_and_is_read_back()
    {
        var json = TypeJson.SchemaText(Nested);

        Assert.Equal(
            """{"type":"struct","schema-id":0,"identifier-field-ids":[1],"fields":["""
            + """{"id":1,"name":"id","required":true,"type":"long","doc":"the key"},"""
            + """{"id":2,"name":"price","required":false,"type":"decimal(18, 4)"},"""
            + """{"id":3,"name":"place","required":false,"type":{"type":"struct","fields":[{"id":6,"name":"city","required":true,"type":"string"},{"id":7,"name":"zip","required":false,"type":"int"}]}},"""
            + """{"id":4,"name":"tags","required":false,"type":{"type":"list","element-id":8,"element":"string","element-required":true}},"""
            + """{"id":5,"name":"counts","required":false,"type":{"type":"map","key-id":9,"key":"string","value-id":10,"value":"long","value-required":false}}]}""",
            json);
        using var document = JsonDocument.Parse(json);
        Assert.True(TypeJson.ReadSchema(document.RootElement).SameAs(Nested));
    }

    [Theory]
    [InlineData("decimal(9,2)", "decimal(9, 2)")]
    [InlineData("decimal( 38 , 0 )", "decimal(38, 0)")]
    [InlineData("fixed[16]", "fixed[16]")]
    [InlineData("timestamptz", "timestamptz")]
    public void Types_are_read_with_and_without_blanks(string text, string canonical) => Assert.Equal(canonical, PrimitiveType.Parse(text).ToString());

    [Theory]
    [InlineData("decimal(39, 2)")]
    [InlineData("decimal(2, 3)")]
    [InlineData("timestamp_ns")]
    [InlineData("variant")]
    [InlineData("")]
    public void Types_of_other_versions_are_refused(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<LakeException>(() => PrimitiveType.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_and_ids_must_be_unique()
    {
        Assert.Throws<LakeException>(() => new Schema(0, [new NestedField(1, "a", false, PrimitiveType.Int), new NestedField(1, "b", false, PrimitiveType.Int)]));
        Assert.Throws<LakeException>(() => new Schema(0, [new NestedField(1, "a", false, PrimitiveType.Int), new NestedField(2, "a", false, PrimitiveType.Int)]));
        Assert.Throws<LakeException>(() => new Schema(0, [new NestedField(ReservedFieldIds.DeletePosition, "a", false, PrimitiveType.Int)]));
    }

    [Fact]
    public void Partition_fields_are_named_as_in_Java_and_checked()
    {
        var spec = PartitionSpec.Build(Nested, ("id", Transform.Bucket(16)), ("price", Transform.Truncate(4)), ("id", Transform.Identity));

        Assert.Equal(["id_bucket_16", "price_trunc_4", "id"], spec.Fields.Select(f => f.Name));
        Assert.Equal([1000, 1001, 1002], spec.Fields.Select(f => f.FieldId));
        Assert.Throws<LakeException>(() => PartitionSpec.Build(Nested, ("id", Transform.Day)));
        Assert.Throws<LakeException>(() => PartitionSpec.Build(Nested, ("place", Transform.Identity)));
        Assert.Throws<LakeException>(() => PartitionSpec.Build(Nested, ("nothing", Transform.Identity)));
    }

    [Theory]
    [InlineData("ordered_at_day", "ordered_at_day")]
    [InlineData("9lives", "_9lives")]
    [InlineData("a b", "a_x20b")]
    public void Avro_names_are_sanitized_as_in_Java(string name, string avro) => Assert.Equal(avro, PartitionNames.ForAvro(name));
}
