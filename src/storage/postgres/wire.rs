//! Cells on the line to PostgreSQL, in its binary forms.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use super::super::cell::{BadCell, Cell};

type Wrong = Box<dyn Error + Sync + Send>;

/// JSON's binary form begins with its version.
const JSONB_VERSION: u8 = 1;

impl ToSql for Cell<'_> {
    fn to_sql(&self, of: &Type, out: &mut BytesMut) -> Result<IsNull, Wrong> {
        match (*self, of) {
            (Cell::Null, _) => return Ok(IsNull::Yes),
            (Cell::Int(number), &Type::INT8) => out.extend_from_slice(&number.to_be_bytes()),
            (Cell::Int(number), &Type::INT4) => {
                out.extend_from_slice(&i32::try_from(number)?.to_be_bytes());
            }
            (Cell::Int(number), &Type::JSONB) => {
                out.extend_from_slice(&[JSONB_VERSION]);
                out.extend_from_slice(number.to_string().as_bytes());
            }
            // A label has no character that JSON would escape.
            (Cell::Text(text), &Type::JSONB) => {
                out.extend_from_slice(&[JSONB_VERSION, b'"']);
                out.extend_from_slice(text.as_bytes());
                out.extend_from_slice(b"\"");
            }
            (Cell::Text(text), &Type::TEXT) => out.extend_from_slice(text.as_bytes()),
            (Cell::Blob(bytes), &Type::BYTEA) => out.extend_from_slice(bytes),
            (cell, of) => return Err(format!("{cell:?} for a place of type {of}").into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(of: &Type, raw: &'a [u8]) -> Result<Cell<'a>, Wrong> {
        let wrong = || Wrong::from(BadCell { wanted: "value of its column's type" });
        Ok(match *of {
            Type::INT8 => Cell::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Cell::Int(i64::from(i32::from_be_bytes(raw.try_into()?))),
            Type::BOOL => Cell::Int(i64::from(raw == [1])),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::UNKNOWN => {
                Cell::Text(std::str::from_utf8(raw)?)
            }
            Type::BYTEA => Cell::Blob(raw),
            Type::JSONB => {
                let text = std::str::from_utf8(raw.get(1..).ok_or_else(wrong)?)?;
                let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                match quoted {
                    Some(text) => Cell::Text(text),
                    None => Cell::Int(text.parse()?),
                }
            }
            _ => return Err(wrong()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Cell<'a>, Wrong> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
