using System.Globalization;
using System.Text;
using DataExport.Core.Database.Sqlite;

namespace DataExport.Core.Queries.Compilation;

/// <summary>SQL under construction. Text from outside gets in by <see cref="Parameter(string)"/> and in no other way.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();
    private readonly List<object> _parameters = [];

    /// <summary>Appends SQL of our own.</summary>
    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <summary>Appends a parameter for the text.</summary>
    public SqlText Parameter(string value) => AppendParameter(value);

    /// <summary>Appends a parameter for the number.</summary>
    public SqlText Parameter(long value) => AppendParameter(value);

    /// <summary>Appends a parameter for the bytes.</summary>
    public SqlText Parameter(byte[] value) => AppendParameter(value);

    /// <summary>Binds the parameters to a statement that holds this text.</summary>
    public void Bind(SqliteStatement statement)
    {
        for (var index = 0; index < _parameters.Count; index++)
        {
            _ = _parameters[index] switch
            {
                string text => statement.Bind(index + 1, text),
                byte[] bytes => statement.BindBlob(index + 1, bytes),
                var number => statement.Bind(index + 1, (long)number),
            };
        }
    }

    /// <summary>How many parameters there are; further ones can be numbered from here.</summary>
    public int ParameterCount => _parameters.Count;

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private SqlText AppendParameter(object value)
    {
        _parameters.Add(value);
        _text.Append('?').Append(_parameters.Count.ToString(CultureInfo.InvariantCulture));
        return this;
    }
}
