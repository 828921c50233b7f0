using Waybill.DuckDb;
using Waybill.Pipeline;
using Waybill.Pipeline.Models;
using Xunit;

namespace Waybill.Tests.Pipeline;

public sealed class ModelFileTests
{
    [Fact]
    public void A_header_becomes_the_model_and_its_prose_the_description()
    {
        var model = ModelFile.Parse("gold/kpi.sql", """
            -- model: gold.kpi
            -- What a row is,
            -- over two lines.
            -- grain: a day
            -- materialization: merge
            -- key: day, channel
            -- by: day
            -- via: silver.events(first_day, last_day)
            -- order: day
            -- check: not_null(day)
            select 1 as day
            """);

        Assert.Equal("gold.kpi", model.Name);
        Assert.Equal("What a row is,\nover two lines.", model.Description);
        Assert.Equal(Materialization.Merge, model.Materialization);
        Assert.Equal(["day", "channel"], model.Key);
        Assert.Equal(["day"], model.By);
        Assert.Equal(["first_day", "last_day"], model.Via["silver.events"]);
        Assert.Equal("not_null(day)", Assert.Single(model.Checks).Name);
        Assert.Equal("select 1 as day", model.Sql);
    }

    [Fact]
    public void The_change_key_is_the_key_unless_it_is_named()
    {
        var model = ModelFile.Parse("gold/a.sql", "-- model: gold.a\n-- materialization: merge\n-- key: id\nselect 1 as id");

        Assert.Equal(["id"], model.By);
    }

    [Fact]
    public void Queries_before_the_last_one_are_interims_that_the_next_ones_read_by_name()
    {
        var model = ModelFile.Parse("gold/a.sql", """
            -- model: gold.a
            -- materialization: merge
            -- key: id
            -- interim: twos
            -- interim: fours
            select 2 as two -- a semicolon in a comment; is no end
            union all
            -- neither is this;
            select length('a;b');

            with one as (select 1)
            select two * 2 as four from twos;
            select four as id from fours;
            """);

        Assert.Equal(["twos", "fours"], model.Interims.Select(i => i.Name));
        Assert.Equal("select four as id from fours", model.Result);
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        Assert.Equal("4, 6", connection.Scalar<string>($"select string_agg(id, ', ' order by id) from ({model.Sql}\n)"));
    }

    [Fact]
    public void Of_changes_the_latest_that_can_be_read_is_the_row_and_none_after_a_deletion()
    {
        var model = ModelFile.Parse("silver/a.sql", """
            -- model: silver.a
            -- materialization: merge
            -- key: id
            -- latest: lsn
            select * from (values
                (1, 'I', 10, 'first', null, 'f1', 1), (1, 'U', 12, 'second', null, 'f1', 2), (1, 'U', 11, 'between', null, 'f2', 1),
                (2, 'I', 20, 'gone', null, 'f1', 3), (2, 'D', 21, 'gone', null, 'f1', 4),
                (3, 'I', 30, 'held', null, 'f1', 5), (3, 'U', 31, 'torn', 'unreadable', 'f1', 6),
                (4, 'I', 40, 'twice', null, 'f3', 1), (4, 'I', 40, 'twice', null, 'f1', 9)
            ) as changes(id, op, lsn, said, _rule, _file, _line)
            """);

        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        Assert.Equal("1 second f1 -, 3 held f1 -, 3 torn f1 unreadable, 4 twice f1 -", connection.Scalar<string>(
            $"select string_agg(concat_ws(' ', id, said, _file, coalesce(_rule, '-')), ', ' order by id, _line) from ({model.Sql})"));
    }

    [Theory]
    [InlineData("-- materialization: view\nselect 1", "lacks 'model'")]
    [InlineData("-- model: gold.a\nselect 1", "lacks 'materialization'")]
    [InlineData("-- model: a\n-- materialization: view\nselect 1", "'a' is not a model name")]
    [InlineData("-- model: gold.a\n-- materialization: sometimes\nselect 1", "'sometimes' is not a materialization")]
    [InlineData("-- model: gold.a\n-- materialisation: view\nselect 1", "line 2: 'materialisation' is not a field")]
    [InlineData("-- model: gold.a\n-- materialization: view\n-- check: nonnull(a)\nselect 1", "'nonnull(a)' is not a check")]
    [InlineData("-- model: gold.a\n-- materialization: view\n", "no query")]
    [InlineData("-- model: gold.a\n-- materialization: view\n-- interim: b\nselect 1;", "line 3: the file has 1 query, and its header names 1 of its queries as interims")]
    [InlineData("-- model: gold.a\n-- materialization: view\n-- interim: b.c\nselect 1;\nselect 2", "line 3: 'b.c' is not a name for an interim")]
    [InlineData("-- model: silver.a\n-- materialization: merge\n-- latest: lsn\nselect 1", "line 3: the latest change of what? The header lacks 'key'")]
    public void A_bad_header_is_refused_with_file_and_reason(string text, string expected)
    {
        var error = Assert.Throws<PipelineException>(() => ModelFile.Parse("gold/a.sql", text));

        Assert.Equal(PipelineErrorKind.BadModel, error.Kind);
        Assert.StartsWith("gold/a.sql, line", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Advice);
    }

    [Fact]
    public void A_check_behind_warn_does_not_stop_the_model()
    {
        var model = ModelFile.Parse("gold/a.sql",
            "-- model: gold.a\n-- materialization: view\n-- check: unique(id) warn\n-- check: true(id > 0)\nselect 1 as id");

        Assert.Equal([CheckSeverity.Warn, CheckSeverity.Error], model.Checks.Select(c => c.Severity));
    }
}
